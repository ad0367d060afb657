import type { ExecutionStatus } from '../../asl/execution.ts';
import { AwsError, operation } from '../../kernel.ts';
import { pageOf } from './page.ts';
import type { StatesModel } from './states-model.ts';

export interface ListExecutionsInput {
  readonly stateMachineArn?: string;
  readonly statusFilter?: ExecutionStatus;
  readonly maxResults?: number;
  readonly nextToken?: string;
}

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListExecutions.html */
export const listExecutions = (states: StatesModel) =>
  operation({
    authorize: ({ stateMachineArn }: ListExecutionsInput) => [
      { action: 'states:ListExecutions', resource: stateMachineArn ?? '*' },
    ],
    run: ({ stateMachineArn = '', statusFilter, maxResults, nextToken }) => {
      const stateMachine = states.stateMachine(stateMachineArn);
      if (stateMachine.type === 'EXPRESS') {
        const message = 'This operation is not supported by this type of state machine';
        throw new AwsError('StateMachineTypeNotSupported', message);
      }
      const executions = states
        .executionsOf(stateMachine)
        .filter(({ status }) => statusFilter === undefined || status === statusFilter);
      const page = pageOf(executions, maxResults, nextToken);
      return {
        executions: page.items.map(({ identity, status, startedAtMs, endedAtMs }) => ({
          executionArn: identity.arn,
          stateMachineArn: identity.stateMachineArn,
          name: identity.name,
          status,
          startDate: new Date(startedAtMs),
          ...(endedAtMs === undefined ? {} : { stopDate: new Date(endedAtMs) }),
          redriveCount: 0,
        })),
        ...(page.nextToken === undefined ? {} : { nextToken: page.nextToken }),
      };
    },
  });
