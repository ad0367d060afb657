import { describe, expect, it } from 'vitest';
import { createKernel } from '../../../local/create-kernel.ts';
import { createFaults, type Fault } from '../../../local/faults/create-faults.ts';
import { type Caller, operation } from '../../../local/kernel.ts';

const START_MS = Date.UTC(2026, 0, 5);
const as = (sessionName: string): Caller => ({ kind: 'role', roleArn: 'arn:aws:iam::1:role/r', sessionName });

/** A service that counts, on a kernel with faults. */
const counterWith = (faults: readonly Fault[], service = 'autoscaling') => {
  const kernel = createKernel({ seed: 3, startAtMs: START_MS, faults: createFaults(faults) });
  kernel.connect({ authorizer: { check: () => undefined } });
  let count = 0;
  const add = operation({
    authorize: () => [],
    run: (_input: object) => ({ count: ++count, atMs: kernel.clock.nowMs }),
  });
  kernel.register({
    name: service,
    integration: { name: service, errorPrefix: service },
    operations: { Add: add, DescribeAutoScalingGroups: add, GetItem: add },
  });
  return {
    kernel,
    done: () => count,
    call: (caller = 'on-sweep', name = 'Add', input: object = {}) => kernel.call(service, name, input, as(caller)),
  };
};

/** What came of a call: its answer, or the code and status of its error. */
const outcome = (made: Promise<unknown>): Promise<unknown> =>
  made.catch((error: { code?: string; status?: number }) => [error.code, error.status]);

describe('throttled calls', () => {
  it.each([
    ['autoscaling', 'Throttling', 400],
    ['dynamodb', 'ThrottlingException', 400],
    ['ec2', 'RequestLimitExceeded', 503],
    ['lambda', 'TooManyRequestsException', 429],
    ['states', 'ThrottlingException', 400],
  ])('are turned away in the words of %s and not made', async (service, code, status) => {
    const { call, done } = counterWith([{ kind: 'throttle-calls', call: `${service}:*` }], service);
    expect(await outcome(call())).toEqual([code, status]);
    expect(done()).toBe(0);
  });

  it('are those over a rate', async () => {
    const { call, done, kernel } = counterWith([
      { kind: 'throttle-calls', call: 'autoscaling:Add', allowedPerMinute: 2 },
    ]);
    for (let made = 0; made < 5; made++) await outcome(call());
    expect(done()).toBe(2);
    await kernel.clock.advance(60_000);
    await outcome(call());
    expect(done()).toBe(3);
  });

  it('are those of one caller', async () => {
    const { call } = counterWith([{ kind: 'throttle-calls', call: '*:*', caller: 'on-*' }]);
    expect(await outcome(call('on-sweep'))).toEqual(['Throttling', 400]);
    expect(await outcome(call('web-1-1'))).toMatchObject({ count: 1 });
  });

  it('spare the operator', async () => {
    const { kernel } = counterWith([{ kind: 'throttle-calls', call: '*:*' }]);
    expect(await kernel.call('autoscaling', 'Add', {}, { kind: 'operator' })).toMatchObject({ count: 1 });
  });
});

describe('failed calls', () => {
  it('are answered with an error of the service and not made', async () => {
    const { call, done } = counterWith([{ kind: 'fail-calls', call: 'dynamodb:Add' }], 'dynamodb');
    expect(await outcome(call())).toEqual(['InternalServerError', 500]);
    expect(done()).toBe(0);
  });

  it('are made all the same when only the answer is lost', async () => {
    const { call, done } = counterWith([{ kind: 'fail-calls', call: '*:Add', isDone: true, times: 1 }]);
    expect(await outcome(call())).toEqual(['InternalFailure', 500]);
    expect(done()).toBe(1);
    expect(await outcome(call())).toMatchObject({ count: 2 });
  });
});

describe('paused calls', () => {
  it('are made late', async () => {
    const { call, done, kernel } = counterWith([
      { kind: 'pause-calls', call: '*:Add', moment: 'before', seconds: 400 },
    ]);
    const made = call();
    await kernel.clock.advance(399_000);
    expect(done()).toBe(0);
    await kernel.clock.advance(1000);
    expect(await made).toEqual({ count: 1, atMs: START_MS + 400_000 });
  });

  it('are answered late', async () => {
    const { call, done, kernel } = counterWith([{ kind: 'pause-calls', call: '*:Add', moment: 'after', seconds: 400 }]);
    let isAnswered = false;
    const made = call().then(() => {
      isAnswered = true;
    });
    await kernel.clock.advance(399_000);
    expect([done(), isAnswered]).toEqual([1, false]);
    await kernel.clock.advance(1000);
    await made;
  });
});

describe('stale reads', () => {
  const groups = 'DescribeAutoScalingGroups';
  const staleBy = (seconds: number): Fault => ({ kind: 'stale-reads', read: `autoscaling:${groups}`, seconds });

  it('answer what the same question was answered within the span', async () => {
    const { call, kernel } = counterWith([staleBy(120)]);
    const answers: unknown[] = [];
    for (let minute = 0; minute < 5; minute++) {
      answers.push(await call('on-sweep', groups));
      await kernel.clock.advance(60_000);
    }
    expect(answers.map((answer) => (answer as { count: number }).count)).toEqual([1, 1, 1, 2, 3]);
  });

  it('do not mix up questions', async () => {
    const { call } = counterWith([staleBy(120)]);
    expect(await call('on-sweep', groups, { AutoScalingGroupNames: ['a'] })).toMatchObject({ count: 1 });
    expect(await call('on-sweep', groups, { AutoScalingGroupNames: ['b'] })).toMatchObject({ count: 2 });
  });

  it('spare consistent reads of DynamoDB', async () => {
    const { call } = counterWith([{ kind: 'stale-reads', read: 'dynamodb:GetItem', seconds: 300 }], 'dynamodb');
    const read = (isConsistent: boolean) => call('on-sweep', 'GetItem', { ConsistentRead: isConsistent });
    expect([await read(true), await read(true)]).toMatchObject([{ count: 1 }, { count: 2 }]);
    expect([await read(false), await read(false)]).toMatchObject([{ count: 3 }, { count: 3 }]);
  });
});

it('equal faults and seeds strike equally', async () => {
  const struck = async (): Promise<unknown[]> => {
    const { call } = counterWith([{ kind: 'throttle-calls', call: '*:*', share: 0.5 }]);
    return Promise.all(Array.from({ length: 40 }, () => outcome(call())));
  };
  const first = await struck();
  expect(await struck()).toEqual(first);
  expect(new Set(first.map((answer) => JSON.stringify(answer).slice(0, 5))).size).toBe(2);
});
