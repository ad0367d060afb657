import { physicalName } from '../../assembly/physical-name.ts';
import { ResourceProperties } from '../../assembly/resource-properties.ts';
import type { ResourceProvider } from '../../kernel.ts';
import type { IamModel } from './iam-model.ts';

const TYPE = 'AWS::IAM::Policy';
const KNOWN = ['PolicyDocument', 'PolicyName', 'Roles'];

/**
 * A policy inside roles. Users and groups do not exist here.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-policy.html
 */
export const policyResource = (model: IamModel): ResourceProvider => ({
  type: TYPE,
  create: (request) => {
    const properties = ResourceProperties.of(TYPE, request, KNOWN);
    const place = `${TYPE} ${request.logicalId} (${properties.requiredText('PolicyName')})`;
    const statements = model.compile(request.properties['PolicyDocument'], place);
    const ref = physicalName(model.kernel.random, request);
    model.attach(ref, properties.texts('Roles'), statements);
    return { ref, attributes: { Id: ref } };
  },
  delete: ({ ref }) => model.detach(ref),
});
