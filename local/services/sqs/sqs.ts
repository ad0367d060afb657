import type { Kernel, ServiceModule } from '../../kernel.ts';
import { deleteMessage } from './delete-message.ts';
import { getQueueAttributes } from './get-queue-attributes.ts';
import { getQueueUrl } from './get-queue-url.ts';
import { purgeQueue } from './purge-queue.ts';
import { queuePolicyResource } from './queue-policy-resource.ts';
import { queueResource } from './queue-resource.ts';
import { receiveMessage } from './receive-message.ts';
import { sendMessage } from './send-message.ts';
import { SqsModel } from './sqs-model.ts';

export interface Sqs extends ServiceModule {
  readonly model: SqsModel;
}

/** Standard queues, as far as dead-letter queues and their alarms need them. */
export const createSqs = (kernel: Kernel): Sqs => {
  const model = new SqsModel(kernel);
  return {
    model,
    service: {
      name: 'sqs',
      integration: { name: 'sqs', errorPrefix: 'Sqs' },
      operations: {
        DeleteMessage: deleteMessage(model),
        GetQueueAttributes: getQueueAttributes(model),
        GetQueueUrl: getQueueUrl(model),
        PurgeQueue: purgeQueue(model),
        ReceiveMessage: receiveMessage(model),
        SendMessage: sendMessage(model),
      },
      resourcePolicy: (arn) => model.queues.get(arn.slice(arn.lastIndexOf(':') + 1))?.policy,
    },
    resources: [queueResource(model), queuePolicyResource(model)],
  };
};
