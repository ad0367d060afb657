import { deleteStack as deleteResources } from '../../assembly/change-stack.ts';
import { AwsError, type Operation, operation } from '../../kernel.ts';
import type { CloudFormationModel } from './cloudformation-model.ts';
import { refuseOthers } from './request-parts.ts';
import { CHANGE_MS } from './run-change.ts';

export interface DeleteStackInput {
  readonly StackName: string;
  readonly RoleARN?: string;
}

/** DeleteStack; one that is not there is deleted already: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DeleteStack.html */
export const deleteStack = (model: CloudFormationModel): Operation =>
  operation<DeleteStackInput, object>({
    authorize: ({ StackName, RoleARN }) => model.access('DeleteStack', StackName, RoleARN),
    run: (input, caller) => {
      refuseOthers('DeleteStack', input, ['StackName', 'RoleARN', 'ClientRequestToken', 'DeploymentConfig']);
      const stack = model.stacks.find(input.StackName);
      if (stack === undefined || stack.status === 'DELETE_COMPLETE') return {};
      if (stack.isProtected) {
        throw new AwsError(
          'ValidationError',
          `Stack [${stack.name}] cannot be deleted while TerminationProtection is enabled`,
        );
      }
      model.actAs(input.RoleARN ?? stack.roleArn, caller);
      stack.enter('DELETE_IN_PROGRESS', 'User Initiated');
      model.kernel.clock.after(CHANGE_MS, () => {
        deleteResources(stack, model.context);
        model.changeSetsOf(stack).clear();
        if (stack.status === 'DELETE_COMPLETE') model.stacks.bury(stack);
      });
      return {};
    },
  });
