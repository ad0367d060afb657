import { operation } from '../../kernel.ts';
import { requireTaken } from './require-taken.ts';
import type { StatesModel } from './states-model.ts';

export interface SendTaskHeartbeatInput {
  readonly taskToken: string;
}

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskHeartbeat.html */
export const sendTaskHeartbeat = (states: StatesModel) =>
  operation({
    authorize: (_input: SendTaskHeartbeatInput) => [{ action: 'states:SendTaskHeartbeat', resource: '*' }],
    run: ({ taskToken }) => requireTaken(states.callbacks.heartbeat(taskToken)),
  });
