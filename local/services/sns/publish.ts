import { type Operation, operation } from '../../kernel.ts';
import { checkServiceAccess } from '../iam/check-service-access.ts';
import { deliverMessage } from './deliver-message.ts';
import type { SnsModel, Topic } from './sns-model.ts';

export interface PublishInput {
  readonly TopicArn: string;
  readonly Message: string;
  readonly Subject?: string;
  readonly MessageAttributes?: Readonly<Record<string, unknown>>;
}

/**
 * Publish. A topic under a customer key needs the publisher to be allowed to use the key.
 * https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
 * https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
 */
export const publish = (model: SnsModel): Operation =>
  operation<PublishInput, { readonly MessageId: string }>({
    authorize: ({ TopicArn }) => {
      const keyArn = model.topics.get(TopicArn)?.keyArn;
      const keyRequests = KEY_ACTIONS.map((action) => ({
        action,
        resource: keyArn ?? '',
        context: keyContext(model, TopicArn),
      }));
      return [{ action: 'sns:Publish', resource: TopicArn }, ...(keyArn === undefined ? [] : keyRequests)];
    },
    run: async ({ TopicArn, Message, Subject }, caller) => {
      const topic = model.find(TopicArn);
      checkServiceAccess(model.kernel, caller, { action: 'sns:Publish', resource: TopicArn });
      if (topic.keyArn !== undefined) {
        for (const action of KEY_ACTIONS) {
          const context = keyContext(model, TopicArn);
          checkServiceAccess(model.kernel, caller, { action, resource: topic.keyArn, context });
        }
      }
      const message = record(model, topic, Message, Subject);
      await deliverMessage(model.kernel, topic, message);
      return { MessageId: message.id };
    },
  });

const KEY_ACTIONS = ['kms:GenerateDataKey', 'kms:Decrypt'] as const;

const keyContext = ({ kernel }: SnsModel, topicArn: string): Record<string, string> => ({
  'kms:ViaService': `sns.${kernel.region}.amazonaws.com`,
  'kms:CallerAccount': kernel.account,
  'kms:EncryptionContext:aws:sns:topicArn': topicArn,
});

const record = (
  model: SnsModel,
  topic: Topic,
  text: string,
  subject: string | undefined,
): Topic['messages'][number] => {
  const { clock, random } = model.kernel;
  const message = { id: random.uuid(), atMs: clock.nowMs, subject, message: text };
  topic.messages.push(message);
  return message;
};
