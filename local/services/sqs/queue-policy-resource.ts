import { physicalName } from '../../assembly/physical-name.ts';
import { ResourceProperties } from '../../assembly/resource-properties.ts';
import type { ResourceProvider } from '../../kernel.ts';
import { compileOnce } from '../iam/find-resource-policy.ts';
import type { SqsModel } from './sqs-model.ts';

const TYPE = 'AWS::SQS::QueuePolicy';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sqs-queuepolicy.html */
export const queuePolicyResource = (model: SqsModel): ResourceProvider => ({
  type: TYPE,
  create: (request) => {
    const properties = ResourceProperties.of(TYPE, request, ['PolicyDocument', 'Queues']);
    const document = Object(request.properties['PolicyDocument']) as object;
    compileOnce(document, `${TYPE} ${request.logicalId}`);
    for (const url of properties.texts('Queues')) model.find(url).policy = document;
    const ref = physicalName(model.kernel.random, request);
    return { ref, attributes: { Id: ref } };
  },
  delete: (resource) => {
    for (const url of new ResourceProperties(TYPE, resource.properties).texts('Queues')) {
      model.find(url).policy = undefined;
    }
  },
});
