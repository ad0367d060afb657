import { createHash } from 'node:crypto';
import { AwsError, type Operation, operation } from '../../kernel.ts';
import type { Message, MessageAttribute } from './queue.ts';
import type { SqsModel } from './sqs-model.ts';

export interface ReceiveMessageInput {
  readonly QueueUrl: string;
  /** @default 1 */
  readonly MaxNumberOfMessages?: number;
  /** @default the queue's */
  readonly VisibilityTimeout?: number;
  readonly MessageAttributeNames?: readonly string[];
}

export interface ReceiveMessageOutput {
  readonly Messages?: readonly {
    readonly MessageId: string;
    readonly ReceiptHandle: string;
    readonly Body: string;
    readonly MD5OfBody: string;
    readonly Attributes: Readonly<Record<string, string>>;
    readonly MessageAttributes?: Readonly<Record<string, MessageAttribute>>;
  }[];
}

/**
 * ReceiveMessage. It answers at once: WaitTimeSeconds is not modelled.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html
 */
export const receiveMessage = (model: SqsModel): Operation =>
  operation<ReceiveMessageInput, ReceiveMessageOutput>({
    authorize: ({ QueueUrl }) => model.access('ReceiveMessage', QueueUrl),
    run: ({ QueueUrl, MaxNumberOfMessages = 1, VisibilityTimeout, MessageAttributeNames = [] }) => {
      const queue = model.find(QueueUrl);
      if (!Number.isInteger(MaxNumberOfMessages) || MaxNumberOfMessages < 1 || MaxNumberOfMessages > 10) {
        throw new AwsError(
          'InvalidParameterValue',
          `Value ${MaxNumberOfMessages} for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.`,
        );
      }
      const received = queue.receive(MaxNumberOfMessages, VisibilityTimeout ?? queue.settings.visibilityTimeoutSeconds);
      return received.length === 0
        ? {}
        : { Messages: received.map((message) => describe(message, MessageAttributeNames)) };
    },
  });

const describe = (
  message: Message,
  names: readonly string[],
): NonNullable<ReceiveMessageOutput['Messages']>[number] => {
  const wanted = Object.entries(message.attributes).filter(
    ([name]) => names.includes(name) || names.includes('All') || names.includes('.*'),
  );
  return {
    MessageId: message.id,
    ReceiptHandle: message.receiptHandle ?? '',
    Body: message.body,
    MD5OfBody: createHash('md5').update(message.body).digest('hex'),
    Attributes: {
      SentTimestamp: String(message.sentAtMs),
      ApproximateReceiveCount: String(message.receiveCount),
    },
    ...(wanted.length > 0 && { MessageAttributes: Object.fromEntries(wanted) }),
  };
};
