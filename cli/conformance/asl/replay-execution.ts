import { compileStateMachine } from '../../../local/asl/compile-state-machine.ts';
import { Execution } from '../../../local/asl/execution.ts';
import { VirtualClock } from '../../../local/clock/virtual-clock.ts';
import { createRandom } from '../../../local/random.ts';
import { detailsOf, type RecordedExecution } from './recorded-execution.ts';
import { ReplayTasks } from './replay-tasks.ts';

/** The recordings' relative dates count from here. */
const STARTED_AT_MS = Date.parse('2026-11-21T00:00:00Z');
const LONGEST_RUN_MS = 30 * 24 * 3600 * 1000;

/** Run a recorded state machine, its tasks answered from the recording. */
export const replayExecution = async (recording: RecordedExecution): Promise<Execution> => {
  const clock = new VirtualClock(STARTED_AT_MS);
  const environment = { nowMs: () => clock.nowMs, random: createRandom(recording.id) };
  const program = compileStateMachine(recording.definition, environment);
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
  const tasks = new ReplayTasks(recording, clock);
  const execution = new Execution(
    { program, identity, input: recording.input },
    { environment, clock, tasks, onTransition: () => undefined, onEnd: () => undefined },
  );
  clock.after(0, () => execution.run());
  const end = recording.events.at(-1);
  if (end?.type === 'ExecutionAborted') {
    // Somebody stopped it while it waited.
    await clock.advance(0);
    const { error, cause } = detailsOf(end);
    execution.stop(error as string | undefined, cause as string | undefined);
  }
  await clock.advance(LONGEST_RUN_MS);
  return execution;
};
