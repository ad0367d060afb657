import { physicalName } from '../../assembly/physical-name.ts';
import { ResourceProperties } from '../../assembly/resource-properties.ts';
import type { ResourceProvider } from '../../kernel.ts';
import type { IamModel } from './iam-model.ts';
import { compilePolicy } from './policy/compile-policy.ts';
import { StatementIndex } from './policy/statement-index.ts';

const TYPE = 'AWS::IAM::Role';
const KNOWN = [
  'AssumeRolePolicyDocument',
  'Description',
  'ManagedPolicyArns',
  'MaxSessionDuration',
  'Path',
  'Policies',
  'RoleName',
  'Tags',
];
const NAME_CHARACTERS_MAX = 64;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-role.html */
export const roleResource = (model: IamModel): ResourceProvider => ({
  type: TYPE,
  create: (request) => {
    const properties = ResourceProperties.of(TYPE, request, KNOWN);
    const name = properties.text('RoleName') ?? physicalName(model.kernel.random, request, NAME_CHARACTERS_MAX);
    const arn = model.arnOf('role', name, properties.text('Path'));
    const place = `${TYPE} ${request.logicalId}`;
    const inline = properties.parts('Policies').map((policy) => policy.requiredText('PolicyName'));
    const documents = [request.properties['Policies'] ?? []].flat() as readonly { PolicyDocument?: unknown }[];
    model.addRole({
      name,
      arn,
      tags: properties.tags(request.stackTags),
      trust: new StatementIndex(
        compilePolicy(request.properties['AssumeRolePolicyDocument'], 'resource', `${place}, its trust policy`),
      ),
      policies: new StatementIndex([
        ...properties.texts('ManagedPolicyArns').flatMap((policyArn) => model.findManagedPolicy(policyArn)),
        ...documents.flatMap(({ PolicyDocument }, index) =>
          model.compile(PolicyDocument, `${place}, policy ${inline[index]}`),
        ),
      ]),
    });
    return { ref: name, attributes: { Arn: arn, RoleId: `AROA${model.kernel.random.hex(17).toUpperCase()}` } };
  },
});
