import { AwsError, operation } from '../../kernel.ts';
import { requireTaken } from './require-taken.ts';
import type { StatesModel } from './states-model.ts';

export interface SendTaskSuccessInput {
  readonly taskToken: string;
  /** JSON */
  readonly output: string;
}

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskSuccess.html */
export const sendTaskSuccess = (states: StatesModel) =>
  operation({
    authorize: (_input: SendTaskSuccessInput) => [{ action: 'states:SendTaskSuccess', resource: '*' }],
    run: ({ taskToken, output }) => requireTaken(states.callbacks.succeed(taskToken, parseOutput(output))),
  });

const parseOutput = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AwsError('InvalidOutput', `Invalid Output: '${cause}'`);
  }
};
