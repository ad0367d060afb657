import { requireOutput } from './measure-executions.ts';
import { measureRate, type Rate } from './rate.ts';
import { JSONPATH_MACHINE, MACHINE_INPUT } from './ten-state-machines.ts';

const BATCH = 20;

/** The same state machine in aws-local-stepfunctions, which knows JSONPath alone and keeps no history. */
export const measurePeerExecutions = async (): Promise<readonly Rate[]> => {
  const { StateMachine } = await import('aws-local-stepfunctions'); // A development dependency.
  const machine = new StateMachine(JSONPATH_MACHINE as ConstructorParameters<typeof StateMachine>[0]);
  const overrides = { taskResourceLocalHandlers: { Check: <Json>(input: Json): Json => input } };
  const run = (): Promise<unknown> => machine.run(MACHINE_INPUT, { overrides }).result;
  const batch = async (): Promise<number> => {
    const [output] = await Promise.all(Array.from({ length: BATCH }, run));
    requireOutput(output);
    return BATCH;
  };
  return [await measureRate('the same, JSONPath, in aws-local-stepfunctions', batch)];
};
