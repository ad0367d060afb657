import { physicalName } from '../../assembly/physical-name.ts';
import { ResourceProperties } from '../../assembly/resource-properties.ts';
import type { ResourceProvider } from '../../kernel.ts';
import { compileOnce } from '../iam/find-resource-policy.ts';
import { defaultPolicy, type SnsModel } from './sns-model.ts';

const TYPE = 'AWS::SNS::TopicPolicy';

/**
 * Takes the place of the policy that a topic has from the beginning.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sns-topicpolicy.html
 */
export const topicPolicyResource = (model: SnsModel): ResourceProvider => ({
  type: TYPE,
  create: (request) => {
    const properties = ResourceProperties.of(TYPE, request, ['PolicyDocument', 'Topics']);
    const document = Object(request.properties['PolicyDocument']) as object;
    compileOnce(document, `${TYPE} ${request.logicalId}`);
    for (const arn of properties.texts('Topics')) model.find(arn).policy = document;
    const ref = physicalName(model.kernel.random, request);
    return { ref, attributes: { Id: ref } };
  },
  delete: (resource) => {
    for (const arn of new ResourceProperties(TYPE, resource.properties).texts('Topics')) {
      const topic = model.topics.get(arn);
      if (topic !== undefined) topic.policy = defaultPolicy(arn);
    }
  },
});
