import { AwsError, type Operation, operation } from '../../kernel.ts';
import type { CloudFormationModel } from './cloudformation-model.ts';

export interface DeleteChangeSetInput {
  readonly ChangeSetName: string;
  readonly StackName?: string;
}

/** DeleteChangeSet; one that is not there is deleted already: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DeleteChangeSet.html */
export const deleteChangeSet = (model: CloudFormationModel): Operation =>
  operation<DeleteChangeSetInput, object>({
    authorize: ({ StackName }) => model.access('DeleteChangeSet', StackName),
    run: ({ ChangeSetName, StackName }) => {
      try {
        const { stack, changeSet } = model.changeSet(ChangeSetName, StackName);
        model.changeSetsOf(stack).delete(changeSet.name);
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
      }
      return {};
    },
  });
