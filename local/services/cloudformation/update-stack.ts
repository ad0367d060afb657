import { type Operation, operation } from '../../kernel.ts';
import type { CloudFormationModel } from './cloudformation-model.ts';
import { PUT_STACK_KNOWN, type PutStackInput, putStack } from './put-stack.ts';
import { refuseOthers } from './request-parts.ts';
import { requireUpdatable } from './run-change.ts';

/** UpdateStack: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_UpdateStack.html */
export const updateStack = (model: CloudFormationModel): Operation =>
  operation<PutStackInput, object>({
    authorize: ({ StackName, RoleARN }) => model.access('UpdateStack', StackName, RoleARN),
    run: (input, caller) => {
      refuseOthers('UpdateStack', input, [...PUT_STACK_KNOWN, 'UsePreviousTemplate']);
      const stack = model.existing(input.StackName);
      requireUpdatable(stack);
      return putStack(model, 'UPDATE', () => stack, input, caller);
    },
  });
