import { operation } from '../../kernel.ts';
import { requireStandard } from './describe-execution.ts';
import type { StatesModel } from './states-model.ts';

export interface StopExecutionInput {
  readonly executionArn: string;
  readonly error?: string;
  readonly cause?: string;
}

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_StopExecution.html */
export const stopExecution = (states: StatesModel) =>
  operation({
    authorize: ({ executionArn }: StopExecutionInput) => [{ action: 'states:StopExecution', resource: executionArn }],
    run: ({ executionArn, error, cause }) => {
      requireStandard(executionArn);
      const execution = states.execution(executionArn);
      execution.stop(error, cause);
      return { stopDate: new Date(execution.endedAtMs ?? execution.startedAtMs) };
    },
  });
