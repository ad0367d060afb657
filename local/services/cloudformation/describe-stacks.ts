import type { Stack } from '../../assembly/stack.ts';
import { type Operation, operation } from '../../kernel.ts';
import type { CloudFormationModel } from './cloudformation-model.ts';

/** DescribeStacks, on one page: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html */
export const describeStacks = (model: CloudFormationModel): Operation =>
  operation<{ readonly StackName?: string }, object>({
    authorize: ({ StackName }) => model.access('DescribeStacks', StackName),
    run: ({ StackName }) => ({
      Stacks: (StackName === undefined ? [...model.stacks.all()] : [model.existing(StackName)]).map(describe),
    }),
  });

const describe = (stack: Stack) => ({
  StackId: stack.id,
  StackName: stack.name,
  Description: stack.template.Description,
  CreationTime: new Date(stack.createdAtMs),
  LastUpdatedTime: stack.updatedAtMs === undefined ? undefined : new Date(stack.updatedAtMs),
  StackStatus: stack.status,
  StackStatusReason: stack.statusReason,
  RoleARN: stack.roleArn,
  Capabilities: stack.capabilities,
  NotificationARNs: [],
  RollbackConfiguration: {},
  DisableRollback: false,
  EnableTerminationProtection: stack.isProtected,
  DriftInformation: { StackDriftStatus: 'NOT_CHECKED' },
  Parameters: Object.entries(stack.parameters).map(([ParameterKey, ParameterValue]) => ({
    ParameterKey,
    ParameterValue: isHidden(stack, ParameterKey) ? '****' : ParameterValue,
  })),
  Tags: Object.entries(stack.tags).map(([Key, Value]) => ({ Key, Value })),
  Outputs: outputsOf(stack),
});

const isHidden = ({ template }: Stack, name: string): boolean => String(template.Parameters?.[name]?.NoEcho) === 'true';

const outputsOf = ({ outputs, exports, template }: Stack) => {
  const exportNames = [...exports];
  return Object.entries(outputs).map(([OutputKey, value]) => ({
    OutputKey,
    OutputValue: String(value),
    Description: template.Outputs?.[OutputKey]?.Description,
    ExportName: template.Outputs?.[OutputKey]?.Export && exportNames.find(([, exported]) => exported === value)?.[0],
  }));
};
