import { type Operation, operation } from '../../kernel.ts';
import type { SqsModel } from './sqs-model.ts';

/** PurgeQueue: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_PurgeQueue.html */
export const purgeQueue = (model: SqsModel): Operation =>
  operation<{ readonly QueueUrl: string }, Record<string, never>>({
    authorize: ({ QueueUrl }) => model.access('PurgeQueue', QueueUrl),
    run: ({ QueueUrl }) => {
      model.find(QueueUrl).purge();
      return {};
    },
  });
