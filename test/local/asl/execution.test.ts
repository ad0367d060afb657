import { describe, expect, it } from 'vitest';
import { StatesError } from '../../../local/asl/states-error.ts';
import { runDefinition, secondsOf, startDefinition, type Work } from './run-definition.ts';

const jsonata = (states: object, more: object = {}): object => ({
  QueryLanguage: 'JSONata',
  StartAt: 'A',
  States: states,
  ...more,
});
const TASK = { Type: 'Task', Resource: 'arn:aws:states:::aws-sdk:ec2:describeInstances' };
const CALLBACK = { Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken' };
const typesOf = (events: readonly { readonly type: string }[]): readonly string[] => events.map(({ type }) => type);

const failing =
  (error: string, times = Number.POSITIVE_INFINITY): Work =>
  () =>
    times-- > 0 ? Promise.reject(new StatesError(error, 'cause')) : Promise.resolve('done');

describe('data', () => {
  it('assigns all variables from the values before the state', async () => {
    const swap = { Type: 'Pass', Assign: { x: '{% $y %}', y: '{% $x %}' }, Next: 'C' };
    const output = { Type: 'Pass', Output: ['{% $x %}', '{% $y %}'], End: true };
    const start = { Type: 'Pass', Assign: { x: 1, y: 2 }, Next: 'B' };
    const execution = await runDefinition(jsonata({ A: start, B: swap, C: output }));
    expect(execution.output).toEqual([2, 1]);
  });

  it('gives a task its context, with the retry count of this very try', async () => {
    const counts: unknown[] = [];
    const work: Work = ({ arguments: input }) => {
      counts.push(input);
      return failing('Busy')(undefined as never, undefined as never);
    };
    const state = {
      ...TASK,
      Arguments: '{% $states.context.State %}',
      Retry: [{ ErrorEquals: ['Busy'], MaxAttempts: 1 }],
      End: true,
    };
    await runDefinition(jsonata({ A: state }), {}, work);
    const entered = { Name: 'A', EnteredTime: '2026-01-05T10:00:00.000Z' };
    expect(counts).toEqual([
      { ...entered, RetryCount: 0 },
      { ...entered, RetryCount: 1 },
    ]);
  });

  it('may grow to 256 KiB between states, not beyond', async () => {
    const grow = (length: number): object =>
      jsonata({ A: { Type: 'Pass', Output: `{% $pad('', ${length}, 'x') %}`, End: true } });
    expect((await runDefinition(grow(262_142))).status).toBe('SUCCEEDED');
    expect(await runDefinition(grow(262_143))).toMatchObject({ status: 'FAILED', error: 'States.DataLimitExceeded' });
  });
});

describe('waiting', () => {
  it.each([
    { when: 'Seconds is a number', fields: { Seconds: 90 }, seconds: 90 },
    { when: 'Seconds is an expression', fields: { Seconds: '{% $states.input.s %}' }, seconds: 40 },
    { when: 'Timestamp is ahead', fields: { Timestamp: '2026-01-05T10:05:00Z' }, seconds: 300 },
    { when: 'Timestamp is past', fields: { Timestamp: '2026-01-05T09:00:00Z' }, seconds: 0 },
  ])('takes $seconds s when $when', async ({ fields, seconds }) => {
    const execution = await runDefinition(jsonata({ A: { Type: 'Wait', ...fields, End: true } }), { s: 40 });
    expect(secondsOf(execution)).toBe(seconds);
  });
});

describe('retry and catch', () => {
  const retry = { ErrorEquals: ['Busy'], IntervalSeconds: 2, BackoffRate: 3, MaxAttempts: 3 };

  it('tries again after growing delays', async () => {
    const execution = await runDefinition(
      jsonata({ A: { ...TASK, Retry: [retry], End: true } }),
      {},
      failing('Busy', 2),
    );
    expect([execution.status, secondsOf(execution)]).toEqual(['SUCCEEDED', 2 + 6]);
  });

  it('hands the error to the catcher once retries are used up', async () => {
    const caught = { ErrorEquals: ['Busy'], Next: 'B', Output: '{% $states.errorOutput %}', Assign: { e: 1 } };
    const states = { A: { ...TASK, Retry: [retry], Catch: [caught], End: true }, B: { Type: 'Succeed' } };
    const execution = await runDefinition(jsonata(states), {}, failing('Busy'));
    expect(execution.output).toEqual({ Error: 'Busy', Cause: 'cause' });
    expect(secondsOf(execution)).toBe(2 + 6 + 18);
  });

  it('catches a failed expression of a task as States.QueryEvaluationError', async () => {
    const caught = [{ ErrorEquals: ['States.QueryEvaluationError'], Next: 'B' }];
    const states = { A: { ...TASK, Arguments: '{% $missing %}', Catch: caught, End: true }, B: { Type: 'Succeed' } };
    const execution = await runDefinition(jsonata(states));
    expect(execution.status).toBe('SUCCEEDED');
    expect(typesOf(execution.history())).toContain('EvaluationFailed');
  });

  it('says which expression failed, and why', async () => {
    const execution = await runDefinition(jsonata({ A: { Type: 'Pass', Output: { a: "{% 1 + 'x' %}" }, End: true } }));
    expect(execution.cause).toContain("The JSONata expression '1 + 'x'' specified for the field 'Output/a' threw");
    expect(execution.cause).toContain('T2002');
  });

  it('never catches States.Runtime', async () => {
    const caught = [{ ErrorEquals: ['States.ALL'], Next: 'B' }];
    const states = { A: { ...TASK, InputPath: '$.missing', Catch: caught, End: true }, B: { Type: 'Succeed' } };
    const execution = await runDefinition({ StartAt: 'A', States: states });
    expect(execution.error).toBe('States.Runtime');
  });
});

describe('limits of time', () => {
  const never: Work = () => new Promise(() => undefined);

  it('ends a task at its timeout', async () => {
    const execution = await runDefinition(jsonata({ A: { ...TASK, TimeoutSeconds: 30, End: true } }), {}, never);
    expect([execution.error, secondsOf(execution)]).toEqual(['States.Timeout', 30]);
  });

  it('ends the execution at the timeout of the state machine, which nothing catches', async () => {
    const states = {
      A: { ...TASK, Catch: [{ ErrorEquals: ['States.ALL'], Next: 'B' }], Next: 'B' },
      B: { Type: 'Succeed' },
    };
    const execution = await runDefinition(jsonata(states, { TimeoutSeconds: 45 }), {}, never);
    expect([execution.status, execution.error, secondsOf(execution)]).toEqual(['TIMED_OUT', 'States.Timeout', 45]);
    expect(typesOf(execution.history()).at(-1)).toBe('ExecutionTimedOut');
  });

  it('lets heartbeats put a missed heartbeat off', async () => {
    const state = {
      ...CALLBACK,
      HeartbeatSeconds: 10,
      Catch: [{ ErrorEquals: ['States.HeartbeatTimeout'], Next: 'B' }],
    };
    const run = startDefinition(jsonata({ A: { ...state, End: true }, B: { Type: 'Succeed' } }));
    await run.clock.advance(8000);
    run.callbacks.heartbeat('token');
    await run.clock.advance(9000);
    expect(run.execution.status).toBe('RUNNING');
    await run.clock.advance(1000);
    expect([run.execution.status, secondsOf(run.execution)]).toEqual(['SUCCEEDED', 18]);
  });

  it('goes on with what a token brings', async () => {
    const state = { ...CALLBACK, Arguments: { MessageBody: '{% $states.context.Task.Token %}' }, End: true };
    const run = startDefinition(jsonata({ A: state }));
    await run.clock.advance(5000);
    expect(run.callbacks.succeed('token', { answer: 42 })).toBe('taken');
    await run.clock.advance(0);
    expect(run.execution.output).toEqual({ answer: 42 });
    expect(run.callbacks.succeed('token', {})).toBe('task-is-over');
  });
});

describe('branches', () => {
  it('give their outputs in order, whichever ends first', async () => {
    const branch = (seconds: number): object => ({
      StartAt: `W${seconds}`,
      States: { [`W${seconds}`]: { Type: 'Wait', Seconds: seconds, Output: seconds, End: true } },
    });
    const parallel = { Type: 'Parallel', Branches: [branch(9), branch(1), branch(5)], End: true };
    const execution = await runDefinition(jsonata({ A: parallel }));
    expect([execution.output, secondsOf(execution)]).toEqual([[9, 1, 5], 9]);
  });

  it('end together when one fails, and then record nothing more', async () => {
    const fails = { StartAt: 'F', States: { F: { Type: 'Fail', Error: 'Bad' } } };
    const waits = { StartAt: 'W', States: { W: { Type: 'Wait', Seconds: 60, Next: 'X' }, X: { Type: 'Succeed' } } };
    const caught = [{ ErrorEquals: ['Bad'], Next: 'B' }];
    const states = {
      A: { Type: 'Parallel', Branches: [waits, fails], Catch: caught, End: true },
      B: { Type: 'Wait', Seconds: 100, End: true },
    };
    const execution = await runDefinition(jsonata(states));
    expect([execution.status, secondsOf(execution)]).toEqual(['SUCCEEDED', 100]);
    const types = typesOf(execution.history());
    expect(types).toContain('WaitStateAborted');
    expect(types).not.toContain('SucceedStateEntered');
  });

  it('run as many iterations of a map at a time as MaxConcurrency says', async () => {
    const map = {
      Type: 'Map',
      Items: '{% [1..5] %}',
      MaxConcurrency: 2,
      ItemSelector: { index: '{% $states.context.Map.Item.Index %}', value: '{% $states.context.Map.Item.Value %}' },
      ItemProcessor: { StartAt: 'W', States: { W: { Type: 'Wait', Seconds: 10, End: true } } },
      End: true,
    };
    const execution = await runDefinition(jsonata({ A: map }));
    expect(secondsOf(execution)).toBe(30);
    expect(execution.output).toEqual([1, 2, 3, 4, 5].map((value, index) => ({ index, value })));
  });

  it('tolerate failures of a distributed map up to the threshold', async () => {
    const map = (count: number): object => ({
      Type: 'Map',
      Items: [1, 2, 3],
      ToleratedFailureCount: count,
      ItemProcessor: {
        ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
        StartAt: 'C',
        States: {
          C: { Type: 'Choice', Choices: [{ Condition: '{% $states.input = 2 %}', Next: 'F' }], Default: 'S' },
          F: { Type: 'Fail', Error: 'Bad' },
          S: { Type: 'Succeed' },
        },
      },
      End: true,
    });
    expect((await runDefinition(jsonata({ A: map(1) }))).output).toEqual([1, 3]);
    expect((await runDefinition(jsonata({ A: map(0) }))).error).toBe('States.ExceedToleratedFailureThreshold');
  });

  it('put items of a distributed map into batches', async () => {
    const map = {
      Type: 'Map',
      Items: [1, 2, 3],
      ItemBatcher: { MaxItemsPerBatch: 2, BatchInput: { of: '{% $states.input.of %}' } },
      ItemProcessor: {
        ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
        StartAt: 'S',
        States: { S: { Type: 'Succeed' } },
      },
      End: true,
    };
    const execution = await runDefinition(jsonata({ A: map }), { of: 'x' });
    expect(execution.output).toEqual([
      { BatchInput: { of: 'x' }, Items: [1, 2] },
      { BatchInput: { of: 'x' }, Items: [3] },
    ]);
  });
});

describe('history', () => {
  it('numbers events from 1, each after one that was there before', async () => {
    const states = { A: { ...TASK, Next: 'B' }, B: { Type: 'Wait', Seconds: 1, End: true } };
    const history = (await runDefinition(jsonata(states))).history();
    expect(history.map(({ id, previousEventId, type }) => `${id} ${previousEventId} ${type}`)).toEqual([
      '1 0 ExecutionStarted',
      '2 0 TaskStateEntered',
      '3 2 TaskScheduled',
      '4 3 TaskStarted',
      '5 4 TaskSucceeded',
      '6 5 TaskStateExited',
      '7 6 WaitStateEntered',
      '8 7 WaitStateExited',
      '9 8 ExecutionSucceeded',
    ]);
    expect(history[2]?.['taskScheduledEventDetails']).toEqual({
      resourceType: 'aws-sdk:ec2',
      resource: 'describeInstances',
      region: 'eu-west-1',
      parameters: '{}',
    });
  });

  it('ends an execution that would record more than 25,000 events', async () => {
    const never = [{ Condition: false, Next: 'C' }];
    const loop = {
      A: { Type: 'Pass', Next: 'B' },
      B: { Type: 'Choice', Choices: never, Default: 'A' },
      C: { Type: 'Succeed' },
    };
    const execution = await runDefinition(jsonata(loop));
    expect(execution.cause).toContain('maximum number of history events (25000)');
    expect(execution.history()).toHaveLength(25_000);
  });
});

it('stops where it is told to', async () => {
  const run = startDefinition(jsonata({ A: { Type: 'Wait', Seconds: 60, End: true } }));
  await run.clock.advance(1000);
  expect(run.execution.stop('Enough', 'because')).toBe(true);
  await run.clock.advance(120_000);
  expect(run.execution).toMatchObject({ status: 'ABORTED', error: 'Enough', cause: 'because' });
  expect(typesOf(run.execution.history())).toEqual(['ExecutionStarted', 'WaitStateEntered', 'ExecutionAborted']);
  expect(run.execution.stop(undefined, undefined)).toBe(false);
});

it('an error that is none of the execution ends the run of the cloud', async () => {
  const run = startDefinition(jsonata({ A: { ...TASK, End: true } }), {}, () =>
    Promise.reject(new Error('no such call')),
  );
  await expect(run.clock.advance(1)).rejects.toThrow('no such call');
});
