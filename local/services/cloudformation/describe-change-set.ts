import { type Operation, operation } from '../../kernel.ts';
import type { ChangeSet } from './change-set.ts';
import type { CloudFormationModel } from './cloudformation-model.ts';
import type { PlannedChange } from './plan-changes.ts';

export interface DescribeChangeSetInput {
  readonly ChangeSetName: string;
  readonly StackName?: string;
}

/** DescribeChangeSet, on one page: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeChangeSet.html */
export const describeChangeSet = (model: CloudFormationModel): Operation =>
  operation<DescribeChangeSetInput, object>({
    authorize: ({ StackName }) => model.access('DescribeChangeSet', StackName),
    run: ({ ChangeSetName, StackName }) => {
      const { stack, changeSet } = model.changeSet(ChangeSetName, StackName);
      return {
        ChangeSetName: changeSet.name,
        ChangeSetId: changeSet.id,
        StackId: stack.id,
        StackName: stack.name,
        Description: changeSet.description,
        CreationTime: new Date(changeSet.createdAtMs),
        ExecutionStatus: changeSet.executionStatus,
        Status: changeSet.failure === undefined ? 'CREATE_COMPLETE' : 'FAILED',
        StatusReason: changeSet.failure,
        Parameters: parametersOf(changeSet),
        Capabilities: changeSet.capabilities,
        Tags: Object.entries(changeSet.change.tags).map(([Key, Value]) => ({ Key, Value })),
        Changes: changeSet.planned.map(describe),
      };
    },
  });

const parametersOf = ({ parameters }: ChangeSet) =>
  Object.entries(parameters).map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue }));

const describe = ({ action, logicalId, type, physicalId, properties }: PlannedChange) => ({
  Type: 'Resource',
  ResourceChange: {
    Action: action,
    LogicalResourceId: logicalId,
    PhysicalResourceId: physicalId,
    ResourceType: type,
    ...(action === 'Modify' && {
      Replacement: properties.some(({ isReplacing }) => isReplacing) ? 'True' : 'False',
      Scope: ['Properties'],
      Details: properties.map(({ name, isReplacing }) => ({
        Target: { Attribute: 'Properties', Name: name, RequiresRecreation: isReplacing ? 'Always' : 'Never' },
        Evaluation: 'Static',
        ChangeSource: 'DirectModification',
      })),
    }),
  },
});
