import { physicalName } from '../../assembly/physical-name.ts';
import { ResourceProperties } from '../../assembly/resource-properties.ts';
import type { ResourceProvider } from '../../kernel.ts';
import type { SqsModel } from './sqs-model.ts';

const TYPE = 'AWS::SQS::Queue';
const KNOWN = ['MessageRetentionPeriod', 'QueueName', 'SqsManagedSseEnabled', 'Tags', 'VisibilityTimeout'];
const NAME_CHARACTERS_MAX = 80;
const DAY_SECONDS = 86_400;

/**
 * A standard queue. Redrive, delays and customer keys are not modelled, so a template with them is refused.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sqs-queue.html
 */
export const queueResource = (model: SqsModel): ResourceProvider => ({
  type: TYPE,
  create: (request) => {
    const properties = ResourceProperties.of(TYPE, request, KNOWN);
    const queue = model.add({
      name: properties.text('QueueName') ?? physicalName(model.kernel.random, request, NAME_CHARACTERS_MAX),
      retentionSeconds: properties.number('MessageRetentionPeriod', 4 * DAY_SECONDS),
      visibilityTimeoutSeconds: properties.number('VisibilityTimeout', 30),
    });
    return { ref: queue.url, attributes: { Arn: queue.arn, QueueName: queue.settings.name, QueueUrl: queue.url } };
  },
});
