import { physicalName } from '../../assembly/physical-name.ts';
import { ResourceProperties } from '../../assembly/resource-properties.ts';
import type { Kernel, ResourceProvider } from '../../kernel.ts';
import type { SnsModel } from './sns-model.ts';
import { readSubscription } from './subscription-resource.ts';

const TYPE = 'AWS::SNS::Topic';
const KNOWN = ['DisplayName', 'KmsMasterKeyId', 'Subscription', 'Tags', 'TopicName'];

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sns-topic.html */
export const topicResource = (model: SnsModel): ResourceProvider => ({
  type: TYPE,
  replacedBy: ['TopicName'],
  create: (request) => {
    const properties = ResourceProperties.of(TYPE, request, KNOWN);
    const name = properties.text('TopicName') ?? physicalName(model.kernel.random, request);
    const topic = model.add(name, keyArnOf(model.kernel, properties));
    topic.subscriptions.push(...properties.parts('Subscription').map(readSubscription));
    return { ref: topic.arn, attributes: { TopicArn: topic.arn, TopicName: topic.name } };
  },
  update: (request, before) => {
    const { ref, attributes } = before;
    const properties = ResourceProperties.of(TYPE, request, KNOWN);
    const topic = model.find(ref);
    topic.keyArn = keyArnOf(model.kernel, properties);
    const old = new ResourceProperties(TYPE, before.properties).parts('Subscription').map(readSubscription);
    for (const subscription of old) model.unsubscribe(ref, subscription);
    topic.subscriptions.push(...properties.parts('Subscription').map(readSubscription));
    return { ref, attributes };
  },
  delete: ({ ref }) => {
    model.topics.delete(ref);
  },
});

/** Undefined for the key that AWS manages for SNS, which is open to whoever may publish. */
const keyArnOf = ({ partition, region, account }: Kernel, properties: ResourceProperties): string | undefined => {
  const key = properties.text('KmsMasterKeyId');
  const isName = key === undefined || key.startsWith('arn:') || key.startsWith('alias/');
  const arn = isName ? key : `arn:${partition}:kms:${region}:${account}:key/${key}`;
  return arn === 'alias/aws/sns' ? undefined : arn;
};
