import { AwsError, type Operation, operation } from '../../kernel.ts';
import type { Queue } from './queue.ts';
import type { SqsModel } from './sqs-model.ts';

export interface GetQueueAttributesInput {
  readonly QueueUrl: string;
  readonly AttributeNames?: readonly string[];
}

/** GetQueueAttributes: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html */
export const getQueueAttributes = (model: SqsModel): Operation =>
  operation<GetQueueAttributesInput, { readonly Attributes: Readonly<Record<string, string>> }>({
    authorize: ({ QueueUrl }) => model.access('GetQueueAttributes', QueueUrl),
    run: ({ QueueUrl, AttributeNames = [] }) => {
      const queue = model.find(QueueUrl);
      const names = AttributeNames.includes('All') ? Object.keys(ATTRIBUTES) : AttributeNames;
      const found = names.map((name) => [name, readAttribute(queue, name)] as const);
      return { Attributes: Object.fromEntries(found.filter(([, value]) => value !== '')) };
    },
  });

const readAttribute = (queue: Queue, name: string): string => {
  const read = Object.hasOwn(ATTRIBUTES, name) ? ATTRIBUTES[name] : undefined;
  if (read === undefined) throw new AwsError('InvalidAttributeName', `Unknown Attribute ${name}.`);
  return read(queue);
};

const ATTRIBUTES: Readonly<Record<string, (queue: Queue) => string>> = {
  ApproximateNumberOfMessages: ({ visible }) => String(visible.length),
  ApproximateNumberOfMessagesNotVisible: ({ messages, visible }) => String(messages.length - visible.length),
  MessageRetentionPeriod: ({ settings }) => String(settings.retentionSeconds),
  Policy: ({ policy }) => (policy === undefined ? '' : JSON.stringify(policy)),
  QueueArn: ({ arn }) => arn,
  VisibilityTimeout: ({ settings }) => String(settings.visibilityTimeoutSeconds),
};
