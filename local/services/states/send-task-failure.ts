import { operation } from '../../kernel.ts';
import { requireTaken } from './require-taken.ts';
import type { StatesModel } from './states-model.ts';

export interface SendTaskFailureInput {
  readonly taskToken: string;
  readonly error?: string;
  readonly cause?: string;
}

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskFailure.html */
export const sendTaskFailure = (states: StatesModel) =>
  operation({
    authorize: (_input: SendTaskFailureInput) => [{ action: 'states:SendTaskFailure', resource: '*' }],
    run: ({ taskToken, error, cause }) => requireTaken(states.callbacks.fail(taskToken, error, cause)),
  });
