import { type Operation, operation } from '../../kernel.ts';
import type { CloudFormationModel } from './cloudformation-model.ts';

export interface UpdateTerminationProtectionInput {
  readonly StackName: string;
  readonly EnableTerminationProtection: boolean;
}

/** UpdateTerminationProtection: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_UpdateTerminationProtection.html */
export const updateTerminationProtection = (model: CloudFormationModel): Operation =>
  operation<UpdateTerminationProtectionInput, object>({
    authorize: ({ StackName }) => model.access('UpdateTerminationProtection', StackName),
    run: ({ StackName, EnableTerminationProtection }) => {
      const stack = model.existing(StackName);
      stack.isProtected = EnableTerminationProtection;
      return { StackId: stack.id };
    },
  });
