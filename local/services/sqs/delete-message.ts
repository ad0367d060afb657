import { type Operation, operation } from '../../kernel.ts';
import type { SqsModel } from './sqs-model.ts';

/** DeleteMessage: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteMessage.html */
export const deleteMessage = (model: SqsModel): Operation =>
  operation<{ readonly QueueUrl: string; readonly ReceiptHandle: string }, Record<string, never>>({
    authorize: ({ QueueUrl }) => model.access('DeleteMessage', QueueUrl),
    run: ({ QueueUrl, ReceiptHandle }) => {
      model.find(QueueUrl).delete(ReceiptHandle);
      return {};
    },
  });
