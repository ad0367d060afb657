import { compileStateMachine } from '../../../local/asl/compile-state-machine.ts';
import { Execution } from '../../../local/asl/execution.ts';
import { VirtualClock } from '../../../local/clock/virtual-clock.ts';
import { fixedRandom } from './fixed-random.ts';
import { ReplayTasks } from './replay-tasks.ts';
import type { Vector } from './vector.ts';

/** The vectors' relative dates count from here. */
const STARTED_AT_MS = Date.parse('2026-11-21T00:00:00Z');
const LONGEST_RUN_MS = 30 * 24 * 3600 * 1000;

/** Run a recorded state machine, its tasks answered from the recording. */
export const replayVector = async (vector: Vector): Promise<Execution> => {
  const clock = new VirtualClock(STARTED_AT_MS);
  const environment = { nowMs: () => clock.nowMs, random: fixedRandom() };
  const program = compileStateMachine(vector.definition, environment);
  const identity = {
    arn: 'arn:aws:states:us-east-1:111111111111:execution:machine:name',
    name: 'name',
    roleArn: 'arn:aws:iam::111111111111:role/role',
    stateMachineArn: 'arn:aws:states:us-east-1:111111111111:stateMachine:machine',
    stateMachineName: 'machine',
    region: 'us-east-1',
    account: '111111111111',
    partition: 'aws',
  };
  const tasks = new ReplayTasks(vector, clock);
  const execution = new Execution(
    { program, identity, input: vector.input },
    { environment, clock, tasks, onTransition: () => undefined, onEnd: () => undefined },
  );
  clock.after(0, () => execution.run());
  await clock.advance(LONGEST_RUN_MS);
  return execution;
};
