import { type Operation, operation } from '../../kernel.ts';
import type { SqsModel } from './sqs-model.ts';

/** GetQueueUrl: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueUrl.html */
export const getQueueUrl = (model: SqsModel): Operation =>
  operation<{ readonly QueueName: string }, { readonly QueueUrl: string }>({
    authorize: ({ QueueName }) => model.access('GetQueueUrl', QueueName),
    run: ({ QueueName }) => ({ QueueUrl: model.find(QueueName).url }),
  });
