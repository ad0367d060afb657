import type { Template } from '../../assembly/template.ts';

/** What ValidateTemplate and GetTemplateSummary both tell of a template. */
export const summarizeTemplate = ({ Description, Parameters = {}, Resources = {} }: Template) => {
  const roles = Object.values(Resources).filter(({ Type }) => Type.startsWith('AWS::IAM::'));
  const areNamed = roles.some(({ Properties = {} }) => NAMES.some((name) => name in Properties));
  const capability = areNamed ? 'CAPABILITY_NAMED_IAM' : 'CAPABILITY_IAM';
  return {
    Description,
    Capabilities: roles.length === 0 ? [] : [capability],
    CapabilitiesReason:
      roles.length === 0
        ? undefined
        : `The following resource(s) require capabilities: [${[...new Set(roles.map(({ Type }) => Type))].join(', ')}]`,
    Parameters: Object.entries(Parameters).map(([ParameterKey, parameter]) => ({
      ParameterKey,
      ...(parameter.Default !== undefined && { DefaultValue: String(parameter.Default) }),
      NoEcho: String(parameter.NoEcho) === 'true',
      Description: parameter.Description,
    })),
  };
};

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/control-access-with-iam.html#using-iam-capabilities */
const NAMES = ['GroupName', 'InstanceProfileName', 'ManagedPolicyName', 'RoleName', 'UserName'];
