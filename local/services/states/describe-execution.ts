import { AwsError, operation } from '../../kernel.ts';
import { describeStatus } from './describe-status.ts';
import type { StatesModel } from './states-model.ts';

export interface ExecutionInput {
  readonly executionArn: string;
}

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html */
export const describeExecution = (states: StatesModel) =>
  operation({
    authorize: ({ executionArn }: ExecutionInput) => [{ action: 'states:DescribeExecution', resource: executionArn }],
    run: ({ executionArn }) => {
      requireStandard(executionArn);
      const execution = states.execution(executionArn);
      const isRedrivable = ['FAILED', 'TIMED_OUT', 'ABORTED'].includes(execution.status);
      return {
        ...describeStatus(execution),
        redriveCount: 0,
        redriveStatus: isRedrivable ? 'REDRIVABLE' : 'NOT_REDRIVABLE',
      };
    },
  });

/** Executions of express state machines are told of by their logs alone. @throws `AwsError` InvalidArn */
export const requireStandard = (executionArn: string): void => {
  if (!executionArn.split(':').includes('express')) return;
  throw new AwsError('InvalidArn', `Invalid Arn: 'Resource type not valid in this context: express'`);
};
