import { compileStateMachine } from '../../../local/asl/compile-state-machine.ts';
import { Execution } from '../../../local/asl/execution.ts';
import type { TaskRequest, TaskRunner, TaskSubmission } from '../../../local/asl/model.ts';
import { Callbacks } from '../../../local/asl/tasks/callbacks.ts';
import { VirtualClock } from '../../../local/clock/virtual-clock.ts';
import { fixedRandom } from './fixed-random.ts';

export const STARTED_AT_MS = Date.parse('2026-01-05T10:00:00Z');

/** Answers one request of a task. */
export type Work = (request: TaskRequest, clock: VirtualClock) => Promise<unknown>;

export interface Run {
  readonly execution: Execution;
  readonly clock: VirtualClock;
  readonly callbacks: Callbacks;
}

/** Start a state machine whose tasks are done by a function; nothing happens before the clock moves. */
export const startDefinition = (
  definition: object,
  input: unknown = {},
  work: Work = () => Promise.resolve({}),
): Run => {
  const clock = new VirtualClock(STARTED_AT_MS);
  const environment = { nowMs: () => clock.nowMs, random: fixedRandom() };
  const callbacks = new Callbacks(
    () => 'token',
    () => clock.nowMs,
  );
  const tasks: TaskRunner = {
    openCallback: () => callbacks.open(),
    start: async (request): Promise<TaskSubmission> => ({ output: await work(request, clock) }),
  };
  const identity = {
    arn: 'arn:aws:states:eu-west-1:123456789012:execution:machine:run',
    name: 'run',
    roleArn: 'arn:aws:iam::123456789012:role/machine',
    stateMachineArn: 'arn:aws:states:eu-west-1:123456789012:stateMachine:machine',
    stateMachineName: 'machine',
    region: 'eu-west-1',
    account: '123456789012',
    partition: 'aws',
  };
  const program = compileStateMachine(definition, environment);
  const host = { environment, clock, tasks, onTransition: () => undefined, onEnd: () => undefined };
  const execution = new Execution({ program, identity, input }, host);
  clock.after(0, () => execution.run());
  return { execution, clock, callbacks };
};

/** Run it to its end, at most for ten days. */
export const runDefinition = async (definition: object, input?: unknown, work?: Work): Promise<Execution> => {
  const { execution, clock } = startDefinition(definition, input, work);
  await clock.advance(10 * 24 * 3600 * 1000);
  return execution;
};

/** Seconds from start to end. */
export const secondsOf = (execution: Execution): number =>
  ((execution.endedAtMs ?? Number.NaN) - execution.startedAtMs) / 1000;
