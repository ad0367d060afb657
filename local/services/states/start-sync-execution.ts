import { AwsError, operation } from '../../kernel.ts';
import { describeStatus } from './describe-status.ts';
import type { StartExecutionInput } from './start-execution.ts';
import type { StatesModel } from './states-model.ts';

const BILLED_MS = 100;
const BILLED_MEMORY_MIB = 64;

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartSyncExecution.html */
export const startSyncExecution = (states: StatesModel) =>
  operation({
    authorize: ({ stateMachineArn }: StartExecutionInput) => [
      { action: 'states:StartSyncExecution', resource: stateMachineArn },
    ],
    run: async ({ stateMachineArn, name, input }) => {
      const stateMachine = states.stateMachine(stateMachineArn);
      if (stateMachine.type !== 'EXPRESS') {
        const message = 'This operation is not supported by this type of state machine';
        throw new AwsError('StateMachineTypeNotSupported', message);
      }
      const execution = states.start(stateMachine, name, input ?? '{}');
      await execution.ended;
      const lastedMs = (execution.endedAtMs ?? execution.startedAtMs) - execution.startedAtMs;
      return {
        ...describeStatus(execution),
        billingDetails: {
          billedDurationInMilliseconds: Math.max(1, Math.ceil(lastedMs / BILLED_MS)) * BILLED_MS,
          billedMemoryUsedInMB: BILLED_MEMORY_MIB,
        },
      };
    },
  });
