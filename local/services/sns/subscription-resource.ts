import { ResourceProperties } from '../../assembly/resource-properties.ts';
import type { ResourceProvider } from '../../kernel.ts';
import type { SnsModel, Subscription } from './sns-model.ts';

const TYPE = 'AWS::SNS::Subscription';

/** Filters and dead-letter queues of subscriptions are not modelled, so a template with them is refused. */
const KNOWN = ['Endpoint', 'Protocol', 'RawMessageDelivery', 'Region', 'TopicArn'];

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sns-subscription.html */
export const subscriptionResource = (model: SnsModel): ResourceProvider => ({
  type: TYPE,
  replacedBy: ['Endpoint', 'Protocol', 'TopicArn'],
  create: (request) => {
    const properties = ResourceProperties.of(TYPE, request, KNOWN);
    const topic = model.find(properties.requiredText('TopicArn'));
    topic.subscriptions.push(readSubscription(properties));
    const arn = `${topic.arn}:${model.kernel.random.uuid()}`;
    return { ref: arn, attributes: { Arn: arn } };
  },
  delete: (resource) => {
    const properties = new ResourceProperties(TYPE, resource.properties);
    model.unsubscribe(properties.requiredText('TopicArn'), readSubscription(properties));
  },
});

export const readSubscription = (properties: ResourceProperties): Subscription => {
  const protocol = properties.requiredText('Protocol');
  if (!PROTOCOLS.has(protocol)) {
    throw new Error(`${TYPE}: Protocol is ${protocol}; it must be one of ${[...PROTOCOLS].join(', ')}`);
  }
  return {
    protocol,
    endpoint: properties.requiredText('Endpoint'),
    isRaw: properties.flag('RawMessageDelivery', false),
  };
};

const PROTOCOLS = new Set(['application', 'email', 'email-json', 'http', 'https', 'lambda', 'sms', 'sqs']);
