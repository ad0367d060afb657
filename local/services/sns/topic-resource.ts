import { physicalName } from '../../assembly/physical-name.ts';
import { ResourceProperties } from '../../assembly/resource-properties.ts';
import type { ResourceProvider } from '../../kernel.ts';
import type { SnsModel } from './sns-model.ts';
import { readSubscription } from './subscription-resource.ts';

const TYPE = 'AWS::SNS::Topic';
const KNOWN = ['DisplayName', 'KmsMasterKeyId', 'Subscription', 'Tags', 'TopicName'];

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sns-topic.html */
export const topicResource = (model: SnsModel): ResourceProvider => ({
  type: TYPE,
  create: (request) => {
    const properties = ResourceProperties.of(TYPE, request, KNOWN);
    const { partition, region, account, random } = model.kernel;
    const key = properties.text('KmsMasterKeyId');
    const isName = key === undefined || key.startsWith('arn:') || key.startsWith('alias/');
    const keyArn = isName ? key : `arn:${partition}:kms:${region}:${account}:key/${key}`;
    // The key that AWS manages for SNS is open to whoever may publish.
    const topic = model.add(
      properties.text('TopicName') ?? physicalName(random, request),
      keyArn === 'alias/aws/sns' ? undefined : keyArn,
    );
    topic.subscriptions.push(...properties.parts('Subscription').map(readSubscription));
    return { ref: topic.arn, attributes: { TopicArn: topic.arn, TopicName: topic.name } };
  },
});
