import { operation } from '../../kernel.ts';
import type { StatesModel } from './states-model.ts';

export interface StartExecutionInput {
  readonly stateMachineArn: string;
  readonly name?: string;
  readonly input?: string;
}

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html */
export const startExecution = (states: StatesModel) =>
  operation({
    authorize: ({ stateMachineArn }: StartExecutionInput) => [
      { action: 'states:StartExecution', resource: stateMachineArn },
    ],
    run: ({ stateMachineArn, name, input }) => {
      const execution = states.start(states.stateMachine(stateMachineArn), name, input ?? '{}');
      return { executionArn: execution.identity.arn, startDate: new Date(execution.startedAtMs) };
    },
  });
