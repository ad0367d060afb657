import { physicalName } from '../../assembly/physical-name.ts';
import { ResourceProperties } from '../../assembly/resource-properties.ts';
import type { ResourceProvider, ResourceRequest } from '../../kernel.ts';
import type { IamModel } from './iam-model.ts';

const TYPE = 'AWS::IAM::ManagedPolicy';
const KNOWN = ['Description', 'ManagedPolicyName', 'Path', 'PolicyDocument', 'Roles'];
const NAME_CHARACTERS_MAX = 128;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-managedpolicy.html */
export const managedPolicyResource = (model: IamModel): ResourceProvider => {
  const put = (arn: string, request: ResourceRequest): void => {
    const statements = model.compile(request.properties['PolicyDocument'], `${TYPE} ${request.logicalId}`);
    model.managedPolicies.set(arn, statements);
    model.attach(arn, ResourceProperties.of(TYPE, request, KNOWN).texts('Roles'), statements);
  };
  return {
    type: TYPE,
    replacedBy: ['Description', 'ManagedPolicyName', 'Path'],
    create: (request) => {
      const properties = ResourceProperties.of(TYPE, request, KNOWN);
      const name =
        properties.text('ManagedPolicyName') ?? physicalName(model.kernel.random, request, NAME_CHARACTERS_MAX);
      const arn = model.arnOf('policy', name, properties.text('Path'));
      put(arn, request);
      return { ref: arn, attributes: { PolicyArn: arn } };
    },
    update: (request, { ref, attributes }) => {
      const before = new Set(model.managedPolicies.get(ref));
      const isTaken = [...model.roles.values()].some(({ own }) => own.some((statement) => before.has(statement)));
      if (isTaken) throw new Error(`the embedded cloud cannot change ${ref}, which roles have in ManagedPolicyArns`);
      model.detach(ref);
      put(ref, request);
      return { ref, attributes };
    },
    delete: ({ ref }) => {
      model.detach(ref);
      model.managedPolicies.delete(ref);
    },
  };
};
