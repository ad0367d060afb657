import { compileStateMachine } from '../../local/asl/compile-state-machine.ts';
import { Execution, type ExecutionHost } from '../../local/asl/execution.ts';
import type { TaskRunner } from '../../local/asl/model.ts';
import { VirtualClock } from '../../local/clock/virtual-clock.ts';
import { createRandom } from '../../local/random.ts';
import { measureRate, type Rate } from './rate.ts';
import { JSONATA_MACHINE, JSONPATH_MACHINE, MACHINE_INPUT, MACHINE_OUTPUT } from './ten-state-machines.ts';

const BATCH = 200;
const JSONPATH_AT_LEAST = 30_000;
const JSONATA_AT_LEAST = 10_000;

const IDENTITY = {
  arn: 'arn:aws:states:eu-west-1:123456789012:execution:machine:name',
  name: 'name',
  roleArn: 'arn:aws:iam::123456789012:role/role',
  stateMachineArn: 'arn:aws:states:eu-west-1:123456789012:stateMachine:machine',
  stateMachineName: 'machine',
  region: 'eu-west-1',
  account: '123456789012',
  partition: 'aws',
};

/** Executions of ten states, each with its whole history recorded. */
export const measureExecutions = async (): Promise<readonly Rate[]> => [
  await measureRate('ten-state executions, JSONPath', runnerOf(JSONPATH_MACHINE), JSONPATH_AT_LEAST),
  await measureRate('ten-state executions, JSONata', runnerOf(JSONATA_MACHINE), JSONATA_AT_LEAST),
];

const runnerOf = (definition: object): (() => Promise<number>) => {
  const clock = new VirtualClock(0);
  const environment = { nowMs: () => clock.nowMs, random: createRandom(1) };
  const program = compileStateMachine(definition, environment);
  const tasks: TaskRunner = {
    openCallback: () => {
      throw new Error('no state of this machine waits for a token');
    },
    start: async ({ arguments: input }) => ({ output: input }),
  };
  const host: ExecutionHost = { environment, clock, tasks, onTransition: () => undefined, onEnd: () => undefined };
  return async () => {
    const executions = Array.from(
      { length: BATCH },
      () => new Execution({ program, identity: IDENTITY, input: MACHINE_INPUT }, host),
    );
    await Promise.all(executions.map((execution) => execution.run()));
    requireOutput(executions[0]?.output);
    return BATCH;
  };
};

/** A fast answer that is wrong is no answer. */
export const requireOutput = (output: unknown): void => {
  if (JSON.stringify(output) === JSON.stringify(MACHINE_OUTPUT)) return;
  throw new Error(`the measured execution gave ${JSON.stringify(output)}, not ${JSON.stringify(MACHINE_OUTPUT)}`);
};
