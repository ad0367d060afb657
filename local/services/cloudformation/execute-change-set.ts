import { AwsError, type Operation, operation } from '../../kernel.ts';
import type { CloudFormationModel } from './cloudformation-model.ts';
import { refuseOthers } from './request-parts.ts';
import { requireUpdatable, runChange } from './run-change.ts';

export interface ExecuteChangeSetInput {
  readonly ChangeSetName: string;
  readonly StackName?: string;
}

/** ExecuteChangeSet: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ExecuteChangeSet.html */
export const executeChangeSet = (model: CloudFormationModel): Operation =>
  operation<ExecuteChangeSetInput, object>({
    authorize: ({ StackName }) => model.access('ExecuteChangeSet', StackName),
    run: (input) => {
      refuseOthers('ExecuteChangeSet', input, ['ChangeSetName', 'StackName', 'ClientRequestToken']);
      const { stack, changeSet } = model.changeSet(input.ChangeSetName, input.StackName);
      const { executionStatus } = changeSet;
      if (executionStatus !== 'AVAILABLE') {
        throw new AwsError(
          'InvalidChangeSetStatus',
          `ChangeSet [${changeSet.id}] cannot be executed in its current execution status of [${executionStatus}]`,
        );
      }
      if (changeSet.kind === 'UPDATE') requireUpdatable(stack);
      changeSet.executionStatus = 'EXECUTE_IN_PROGRESS';
      runChange(model, stack, {
        ...changeSet,
        onEnd: (hasFailed) => {
          changeSet.executionStatus = hasFailed ? 'EXECUTE_FAILED' : 'EXECUTE_COMPLETE';
          // The others were made for a stack that is no longer so.
          model.changeSetsOf(stack).clear();
        },
      });
      return {};
    },
  });
