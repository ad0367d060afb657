import { createHash } from 'node:crypto';
import { AwsError, type Operation, operation } from '../../kernel.ts';
import { checkServiceAccess } from '../iam/check-service-access.ts';
import type { MessageAttribute } from './queue.ts';
import type { SqsModel } from './sqs-model.ts';

export interface SendMessageInput {
  readonly QueueUrl: string;
  readonly MessageBody: string;
  readonly MessageAttributes?: Readonly<Record<string, MessageAttribute>>;
}

export interface SendMessageOutput {
  readonly MessageId: string;
  readonly MD5OfMessageBody: string;
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html */
const MESSAGE_BYTES_MAX = 1_048_576;

/**
 * SendMessage. The journal has each message as a dead letter: what is sent to a queue here is what somebody gave up on.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
 */
export const sendMessage = (model: SqsModel): Operation =>
  operation<SendMessageInput, SendMessageOutput>({
    authorize: ({ QueueUrl }) => model.access('SendMessage', QueueUrl),
    run: ({ QueueUrl, MessageBody, MessageAttributes = {} }, caller) => {
      const queue = model.find(QueueUrl);
      checkServiceAccess(model.kernel, caller, { action: 'sqs:SendMessage', resource: queue.arn });
      const bytes = Buffer.byteLength(MessageBody);
      if (bytes < 1 || bytes > MESSAGE_BYTES_MAX) {
        throw new AwsError(
          'InvalidParameterValue',
          `One or more parameters are invalid. Reason: Message must be shorter than ${MESSAGE_BYTES_MAX} bytes.`,
        );
      }
      const message = queue.send(MessageBody, MessageAttributes);
      model.kernel.journal.note('dead-letter', queue.settings.name, { id: message.id, ...texts(MessageAttributes) });
      return { MessageId: message.id, MD5OfMessageBody: createHash('md5').update(MessageBody).digest('hex') };
    },
  });

/** Attributes such as ERROR_CODE say why. */
const texts = (attributes: Readonly<Record<string, MessageAttribute>>): Record<string, string> =>
  Object.fromEntries(Object.entries(attributes).map(([name, { StringValue }]) => [name, StringValue ?? '']));
