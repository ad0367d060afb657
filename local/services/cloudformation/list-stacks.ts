import { type Operation, operation } from '../../kernel.ts';
import type { CloudFormationModel } from './cloudformation-model.ts';

export interface ListStacksInput {
  readonly StackStatusFilter?: readonly string[];
}

/** ListStacks; deleted ones are left out: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStacks.html */
export const listStacks = (model: CloudFormationModel): Operation =>
  operation<ListStacksInput, object>({
    authorize: () => model.access('ListStacks', undefined),
    run: ({ StackStatusFilter = [] }) => ({
      StackSummaries: [...model.stacks.all()]
        .filter(({ status }) => StackStatusFilter.length === 0 || StackStatusFilter.includes(status))
        .map((stack) => ({
          StackId: stack.id,
          StackName: stack.name,
          CreationTime: new Date(stack.createdAtMs),
          StackStatus: stack.status,
        })),
    }),
  });
