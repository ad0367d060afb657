import type { Kernel, ServiceModule } from '../../kernel.ts';
import { publish } from './publish.ts';
import { SnsModel } from './sns-model.ts';
import { subscriptionResource } from './subscription-resource.ts';
import { topicPolicyResource } from './topic-policy-resource.ts';
import { topicResource } from './topic-resource.ts';

export interface Sns extends ServiceModule {
  readonly model: SnsModel;
}

/** Topics that keep what was published, and hand it on to queues and functions. */
export const createSns = (kernel: Kernel): Sns => {
  const model = new SnsModel(kernel);
  return {
    model,
    service: {
      name: 'sns',
      integration: { name: 'sns', errorPrefix: 'Sns' },
      operations: { Publish: publish(model) },
      resourcePolicy: (arn) => model.topics.get(arn)?.policy,
    },
    resources: [topicResource(model), topicPolicyResource(model), subscriptionResource(model)],
  };
};
