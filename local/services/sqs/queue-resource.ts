import { physicalName } from '../../assembly/physical-name.ts';
import { ResourceProperties } from '../../assembly/resource-properties.ts';
import type { ResourceProvider, ResourceRequest } from '../../kernel.ts';
import type { QueueSettings } from './queue.ts';
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
  replacedBy: ['QueueName'],
  create: (request) => {
    const queue = model.add(readSettings(model, request));
    return { ref: queue.url, attributes: { Arn: queue.arn, QueueName: queue.settings.name, QueueUrl: queue.url } };
  },
  update: (request, { ref, attributes }) => {
    model.find(ref).settings = readSettings(model, request);
    return { ref, attributes };
  },
  delete: ({ ref }) => {
    model.queues.delete(model.find(ref).settings.name);
  },
});

const readSettings = (model: SqsModel, request: ResourceRequest): QueueSettings => {
  const properties = ResourceProperties.of(TYPE, request, KNOWN);
  return {
    name: properties.text('QueueName') ?? physicalName(model.kernel.random, request, NAME_CHARACTERS_MAX),
    retentionSeconds: properties.number('MessageRetentionPeriod', 4 * DAY_SECONDS),
    visibilityTimeoutSeconds: properties.number('VisibilityTimeout', 30),
  };
};
