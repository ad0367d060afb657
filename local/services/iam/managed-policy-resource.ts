import { physicalName } from '../../assembly/physical-name.ts';
import { ResourceProperties } from '../../assembly/resource-properties.ts';
import type { ResourceProvider } from '../../kernel.ts';
import type { IamModel } from './iam-model.ts';

const TYPE = 'AWS::IAM::ManagedPolicy';
const KNOWN = ['Description', 'ManagedPolicyName', 'Path', 'PolicyDocument', 'Roles'];
const NAME_CHARACTERS_MAX = 128;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-managedpolicy.html */
export const managedPolicyResource = (model: IamModel): ResourceProvider => ({
  type: TYPE,
  create: (request) => {
    const properties = ResourceProperties.of(TYPE, request, KNOWN);
    const name =
      properties.text('ManagedPolicyName') ?? physicalName(model.kernel.random, request, NAME_CHARACTERS_MAX);
    const arn = model.arnOf('policy', name, properties.text('Path'));
    const statements = model.compile(request.properties['PolicyDocument'], `${TYPE} ${request.logicalId}`);
    model.managedPolicies.set(arn, statements);
    for (const roleName of properties.texts('Roles')) model.attach(roleName, statements);
    return { ref: arn, attributes: { PolicyArn: arn } };
  },
});
