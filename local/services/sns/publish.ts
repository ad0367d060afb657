import { type AccessRequest, type Caller, type Operation, operation } from '../../kernel.ts';
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
    authorize: ({ TopicArn }) => publishAccess(model, TopicArn),
    run: async ({ TopicArn, Message, Subject }, caller) => {
      const topic = model.find(TopicArn);
      for (const request of publishAccess(model, TopicArn)) checkServiceAccess(model.kernel, seenBy(caller), request);
      const message = record(model, topic, Message, Subject);
      await deliverMessage(model.kernel, topic, message);
      return { MessageId: message.id };
    },
  });

/**
 * EventBridge names no source to a topic, so conditions on it never hold.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-sns-permissions
 */
const seenBy = (caller: Caller): Caller =>
  caller.kind === 'service' && caller.service === 'events.amazonaws.com'
    ? { kind: 'service', service: caller.service }
    : caller;

const publishAccess = ({ kernel, topics }: SnsModel, topicArn: string): readonly AccessRequest[] => {
  const publishing: AccessRequest = { action: 'sns:Publish', resource: topicArn };
  const keyArn = topics.get(topicArn)?.keyArn;
  if (keyArn === undefined) return [publishing];
  const context = {
    'kms:ViaService': `sns.${kernel.region}.amazonaws.com`,
    'kms:CallerAccount': kernel.account,
    'kms:EncryptionContext:aws:sns:topicArn': topicArn,
  };
  return [
    publishing,
    ...['kms:GenerateDataKey', 'kms:Decrypt'].map((action) => ({ action, resource: keyArn, context })),
  ];
};

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
