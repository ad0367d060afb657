import { physicalName } from '../../assembly/physical-name.ts';
import { ResourceProperties } from '../../assembly/resource-properties.ts';
import type { ResourceProvider } from '../../kernel.ts';
import type { IamModel } from './iam-model.ts';

const TYPE = 'AWS::IAM::InstanceProfile';
const KNOWN = ['InstanceProfileName', 'Path', 'Roles'];
const NAME_CHARACTERS_MAX = 128;

/**
 * Only a name: what runs on the instances makes no calls here.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-instanceprofile.html
 */
export const instanceProfileResource = (model: IamModel): ResourceProvider => ({
  type: TYPE,
  replacedBy: ['InstanceProfileName', 'Path'],
  create: (request) => {
    const properties = ResourceProperties.of(TYPE, request, KNOWN);
    const unknown = properties.texts('Roles').find((roleName) => !model.roles.has(roleName));
    if (unknown !== undefined) throw new Error(`${TYPE} ${request.logicalId}: the role ${unknown} does not exist`);
    const name =
      properties.text('InstanceProfileName') ?? physicalName(model.kernel.random, request, NAME_CHARACTERS_MAX);
    return { ref: name, attributes: { Arn: model.arnOf('instance-profile', name, properties.text('Path')) } };
  },
  delete: () => undefined,
});
