import { AwsError, type Operation, operation } from '../../kernel.ts';
import type { CloudFormationModel } from './cloudformation-model.ts';
import { PUT_STACK_KNOWN, type PutStackInput, putStack } from './put-stack.ts';
import { refuseOthers } from './request-parts.ts';

export interface CreateStackInput extends PutStackInput {
  readonly EnableTerminationProtection?: boolean;
}

/** CreateStack: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html */
export const createStack = (model: CloudFormationModel): Operation =>
  operation<CreateStackInput, object>({
    authorize: ({ StackName, RoleARN }) => model.access('CreateStack', StackName, RoleARN),
    run: (input, caller) => {
      refuseOthers('CreateStack', input, [...PUT_STACK_KNOWN, 'EnableTerminationProtection']);
      const { StackName, EnableTerminationProtection = false } = input;
      if (model.stacks.find(StackName) !== undefined) {
        throw new AwsError('AlreadyExistsException', `Stack [${StackName}] already exists`);
      }
      const create = () => Object.assign(model.stacks.create(StackName), { isProtected: EnableTerminationProtection });
      return putStack(model, 'CREATE', create, input, caller);
    },
  });
