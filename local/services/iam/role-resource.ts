import { physicalName } from '../../assembly/physical-name.ts';
import { ResourceProperties } from '../../assembly/resource-properties.ts';
import type { ResourceProvider, ResourceRequest } from '../../kernel.ts';
import { compileOnce } from './find-resource-policy.ts';
import type { IamModel, Role } from './iam-model.ts';
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
  replacedBy: ['Path', 'RoleName'],
  create: (request) => {
    const properties = ResourceProperties.of(TYPE, request, KNOWN);
    const name = properties.text('RoleName') ?? physicalName(model.kernel.random, request, NAME_CHARACTERS_MAX);
    const arn = model.arnOf('role', name, properties.text('Path'));
    const settings = readSettings(model, request, properties);
    model.addRole({ name, arn, ...settings, policies: new StatementIndex(settings.own) });
    return { ref: name, attributes: { Arn: arn, RoleId: `AROA${model.kernel.random.hex(17).toUpperCase()}` } };
  },
  update: (request, { ref, attributes }) => {
    const role = model.roles.get(ref);
    if (role === undefined) throw new Error(`${TYPE} ${request.logicalId}: the role ${ref} does not exist`);
    const settings = readSettings(model, request, ResourceProperties.of(TYPE, request, KNOWN));
    role.policies.remove(role.own);
    role.policies.add(settings.own);
    Object.assign(role, settings);
    return { ref, attributes };
  },
  delete: ({ ref }) => model.removeRole(ref),
});

const readSettings = (
  model: IamModel,
  request: ResourceRequest,
  properties: ResourceProperties,
): Pick<Role, 'tags' | 'trust' | 'own'> => {
  const place = `${TYPE} ${request.logicalId}`;
  const inline = properties.parts('Policies').map((policy) => policy.requiredText('PolicyName'));
  const documents = [request.properties['Policies'] ?? []].flat() as readonly { PolicyDocument?: unknown }[];
  const trust = Object(request.properties['AssumeRolePolicyDocument']) as object;
  compileOnce(trust, `${place}, its trust policy`);
  return {
    tags: properties.tags(request.stackTags),
    trust,
    own: [
      ...properties.texts('ManagedPolicyArns').flatMap((policyArn) => model.findManagedPolicy(policyArn)),
      ...documents.flatMap(({ PolicyDocument }, index) =>
        model.compile(PolicyDocument, `${place}, policy ${inline[index]}`),
      ),
    ],
  };
};
