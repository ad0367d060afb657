import { describe, expect, it } from 'vitest';
import { newStates, oneState, STARTED_AT_MS } from './new-states.ts';

const WAIT = oneState({ Type: 'Wait', Seconds: 60 });
const DAY_MS = 24 * 3600 * 1000;

describe('StartExecution', () => {
  it('answers with the execution that runs under that name on equal input', async () => {
    const { kernel, call, create } = newStates();
    const stateMachineArn = create(WAIT);
    const first = await call('StartExecution', { stateMachineArn, name: 'run', input: '{"a": 1}' });
    await kernel.clock.advance(1000);
    const second = await call('StartExecution', { stateMachineArn, name: 'run', input: '{ "a":1 }' });
    expect(second).toEqual(first);
    expect(first).toEqual({
      executionArn: 'arn:aws:states:eu-west-1:123456789012:execution:machine:run',
      startDate: new Date(STARTED_AT_MS),
    });
  });

  it.each([
    { when: 'the input differs', afterMs: 1000, input: '{"a":2}', works: false },
    { when: 'the execution has ended', afterMs: 61_000, input: '{"a":1}', works: false },
    { when: '89 days have passed', afterMs: 89 * DAY_MS, input: '{"a":1}', works: false },
    { when: '90 days have passed', afterMs: 90 * DAY_MS, input: '{"a":1}', works: true },
  ])('takes a used name: $works, when $when', async ({ afterMs, input, works }) => {
    const { kernel, call, create } = newStates();
    const stateMachineArn = create(WAIT);
    await call('StartExecution', { stateMachineArn, name: 'run', input: '{"a":1}' });
    await kernel.clock.advance(afterMs);
    const again = call('StartExecution', { stateMachineArn, name: 'run', input });
    if (works) await expect(again).resolves.toHaveProperty('executionArn');
    else await expect(again).rejects.toMatchObject({ code: 'ExecutionAlreadyExists' });
  });

  it.each(['', 'a b', 'a/b', 'a:b', 'a*', '"a"', '$a', 'x'.repeat(81), 'a\u0007'])(
    'refuses the name "%s"',
    async (name) => {
      const { call, create } = newStates();
      const started = call('StartExecution', { stateMachineArn: create(WAIT), name });
      await expect(started).rejects.toMatchObject({ code: 'InvalidName' });
    },
  );

  it.each([
    { when: 'the input is no JSON', input: '{', code: 'InvalidExecutionInput' },
    { when: 'the input is larger than 256 KiB', input: `"${'x'.repeat(262_143)}"`, code: 'ValidationException' },
  ])('is refused when $when', async ({ input, code }) => {
    const { call, create } = newStates();
    await expect(call('StartExecution', { stateMachineArn: create(WAIT), input })).rejects.toMatchObject({ code });
  });

  it('is refused when there is no such state machine', async () => {
    const started = newStates().call('StartExecution', { stateMachineArn: 'arn:x' });
    await expect(started).rejects.toMatchObject({ code: 'StateMachineDoesNotExist' });
  });
});

describe('an execution', () => {
  it('tells the bus, the metrics and the journal of its start and its end', async () => {
    const { kernel, call, create, events, metrics } = newStates();
    const stateMachineArn = create(oneState({ Type: 'Wait', Seconds: 60, Output: 'done' }));
    const { executionArn } = await call('StartExecution', { stateMachineArn, name: 'run' });
    await kernel.clock.advance(60_000);
    expect(events.map(({ detail }) => [detail['status'], detail['stopDate'], detail['output']])).toEqual([
      ['RUNNING', null, null],
      ['SUCCEEDED', STARTED_AT_MS + 60_000, '"done"'],
    ]);
    expect(events[0]).toMatchObject({
      source: 'aws.states',
      detailType: 'Step Functions Execution Status Change',
      resources: [executionArn],
      detail: { executionArn, stateMachineArn, name: 'run', startDate: STARTED_AT_MS, input: '{}' },
    });
    expect(metrics.map(({ name, value }) => [name, value])).toEqual([
      ['ExecutionsStarted', 1],
      ['ExecutionsSucceeded', 1],
      ['ExecutionTime', 60_000],
    ]);
    expect(kernel.journal.counts()).toMatchObject({ execution: { machine: 2 }, transition: { machine: 1 } });
  });

  it.each([
    { end: 'fails', state: { Type: 'Wait', Timestamp: '{% 1 %}' }, metric: 'ExecutionsFailed' },
    { end: 'is stopped', state: { Type: 'Wait', Seconds: 600 }, metric: 'ExecutionsAborted' },
  ])('that $end counts as $metric', async ({ state, metric }) => {
    const { kernel, call, create, metrics } = newStates();
    const { executionArn } = await call('StartExecution', { stateMachineArn: create(oneState(state)), name: 'run' });
    await kernel.clock.advance(1000);
    await call('StopExecution', { executionArn });
    expect(metrics.map(({ name }) => name)).toContain(metric);
  });

  it('leaves data out of its events that are too large for the bus', async () => {
    const { kernel, call, create, events } = newStates();
    const input = JSON.stringify('x'.repeat(250_000));
    await call('StartExecution', { stateMachineArn: create(oneState({ Type: 'Wait', Seconds: 1, Output: 1 })), input });
    await kernel.clock.advance(1000);
    expect(events.map(({ detail }) => [detail['inputDetails'], detail['output']])).toEqual([
      [{ included: true }, null],
      [{ included: true }, '1'],
    ]);
    await call('StartExecution', {
      stateMachineArn: create(WAIT, { name: 'big' }),
      input: input.replace('x', 'x'.repeat(9000)),
    });
    expect(events.at(-1)?.detail).toMatchObject({ input: null, inputDetails: { included: false } });
  });

  it('is described while it runs and when it has ended', async () => {
    const { kernel, call, create } = newStates();
    const { executionArn } = await call('StartExecution', { stateMachineArn: create(WAIT), name: 'run', input: '[1]' });
    expect(await call('DescribeExecution', { executionArn })).toMatchObject({ status: 'RUNNING', input: '[1]' });
    await kernel.clock.advance(1000);
    const { stopDate } = await call('StopExecution', { executionArn, error: 'Enough', cause: 'because' });
    expect(stopDate).toEqual(new Date(STARTED_AT_MS + 1000));
    expect(await call('DescribeExecution', { executionArn })).toMatchObject({
      status: 'ABORTED',
      error: 'Enough',
      cause: 'because',
      stopDate,
    });
  });

  it('gives its history in pages and backwards', async () => {
    const { kernel, call, create } = newStates();
    const { executionArn } = await call('StartExecution', { stateMachineArn: create(WAIT) });
    await kernel.clock.advance(60_000);
    const types: string[] = [];
    let nextToken: string | undefined;
    do {
      const page: { events: { type: string }[]; nextToken?: string } = await call('GetExecutionHistory', {
        executionArn,
        maxResults: 3,
        reverseOrder: true,
        nextToken,
      });
      types.push(...page.events.map(({ type }) => type));
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
    expect(types).toEqual(['ExecutionSucceeded', 'WaitStateExited', 'WaitStateEntered', 'ExecutionStarted']);
  });

  it('keeps its data to itself when the caller asks for events without them', async () => {
    const { kernel, call, create } = newStates();
    const { executionArn } = await call('StartExecution', { stateMachineArn: create(WAIT), input: '{"secret":1}' });
    await kernel.clock.advance(1);
    const history = await call('GetExecutionHistory', { executionArn, includeExecutionData: false });
    expect(JSON.stringify(history)).not.toContain('secret');
  });
});

it('lists executions, newest first, and by status', async () => {
  const { kernel, call, create } = newStates();
  const stateMachineArn = create(WAIT);
  for (const name of ['one', 'two', 'three']) {
    await call('StartExecution', { stateMachineArn, name });
    await kernel.clock.advance(30_000);
  }
  const names = async (input: object): Promise<readonly string[]> => {
    const page: { executions: { name: string }[] } = await call('ListExecutions', { stateMachineArn, ...input });
    return page.executions.map(({ name }) => name);
  };
  expect(await names({})).toEqual(['three', 'two', 'one']);
  expect(await names({ statusFilter: 'RUNNING' })).toEqual(['three']);
  expect(await names({ maxResults: 2 })).toEqual(['three', 'two']);
});

describe('express state machines', () => {
  it('answer StartSyncExecution with their output', async () => {
    const { kernel, call, create } = newStates();
    const stateMachineArn = create(oneState({ Type: 'Wait', Seconds: 2, Output: '{% $states.input.a + 1 %}' }), {
      type: 'EXPRESS',
    });
    let answer: unknown;
    kernel.clock.after(0, async () => {
      answer = await call('StartSyncExecution', { stateMachineArn, input: '{"a":1}' });
    });
    await kernel.clock.advance(2000);
    expect(answer).toMatchObject({
      status: 'SUCCEEDED',
      output: '2',
      billingDetails: { billedDurationInMilliseconds: 2000 },
    });
  });

  it('end after five minutes, and put no events on the bus', async () => {
    const { kernel, call, create, events, metrics } = newStates();
    const stateMachineArn = create(oneState({ Type: 'Wait', Seconds: 600 }), { type: 'EXPRESS' });
    await call('StartExecution', { stateMachineArn });
    await kernel.clock.advance(300_000);
    expect(metrics.map(({ name }) => name)).toContain('ExecutionsTimedOut');
    expect(events).toEqual([]);
  });

  it('are the only ones that StartSyncExecution takes', async () => {
    const { call, create } = newStates();
    const started = call('StartSyncExecution', { stateMachineArn: create(WAIT) });
    await expect(started).rejects.toMatchObject({ code: 'StateMachineTypeNotSupported' });
  });
});

it('refuses a task token that it never gave', async () => {
  const { call } = newStates();
  for (const operation of ['SendTaskSuccess', 'SendTaskFailure', 'SendTaskHeartbeat']) {
    const sent = call(operation, { taskToken: 'x', output: '{}' });
    await expect(sent).rejects.toMatchObject({ code: 'InvalidToken' });
  }
});

it('has equal histories for equal seeds', async () => {
  const run = async (): Promise<string> => {
    const { kernel, call, create } = newStates();
    const state = { Type: 'Wait', Seconds: '{% $round($random() * 100) %}', Output: '{% $uuid() %}' };
    const { executionArn } = await call('StartExecution', { stateMachineArn: create(oneState(state)) });
    await kernel.clock.advance(200_000);
    return JSON.stringify([executionArn, await call('GetExecutionHistory', { executionArn })]);
  };
  expect(await run()).toBe(await run());
});
