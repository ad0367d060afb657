import { describe, expect, it } from 'vitest';
import { createFaults, type Fault } from '../../../local/faults/create-faults.ts';
import { createSmallCloud, payloadOf, role, roleArn } from '../assembly/small-cloud.ts';
import { alarm, FUNCTION, rule } from '../services/events/rules.ts';

const FUNCTION_POLICY = { Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: FUNCTION };

/** A rule with its function; `put` puts an alarm of that name on the bus. */
const cloudWith = async (...faults: readonly Fault[]) => {
  const cloud = createSmallCloud({ faults: createFaults(faults) });
  const startMs = cloud.kernel.clock.nowMs;
  await cloud.deploy({ Rule: rule({}, { InputPath: '$.detail.alarmName' }) });
  const put = (...names: readonly string[]): void => {
    for (const alarmName of names) cloud.kernel.emit({ ...alarm(), detail: { ...alarm().detail, alarmName } });
  };
  const arrived = (): readonly (readonly [unknown, number])[] =>
    cloud.calls.map((call) => [payloadOf(call), (call.atMs - startMs) / 1000]);
  return { ...cloud, put, arrived };
};

const ALARMS = { source: 'aws.cloudwatch', detailType: 'CloudWatch Alarm*' };

describe('events', () => {
  it('that are dropped never arrive, and nobody hears of it but the journal', async () => {
    const { kernel, put, arrived, noted } = await cloudWith({ kind: 'drop-events', ...ALARMS });
    put('a');
    await kernel.clock.advance(3_600_000);
    expect(arrived()).toEqual([]);
    expect(noted('fault')).toMatchObject([
      { subject: 'drop-events', detail: { victim: 'aws.cloudwatch/CloudWatch Alarm State Change of alarms' } },
    ]);
  });

  it('that are duplicated arrive as often as it says', async () => {
    const { kernel, put, arrived } = await cloudWith({ kind: 'duplicate-events', ...ALARMS, copies: 5 });
    put('a');
    await kernel.clock.advance(0);
    expect(arrived()).toEqual(Array.from({ length: 5 }, () => ['a', 0]));
  });

  it('that are delayed arrive that much later', async () => {
    const { kernel, put, arrived } = await cloudWith({ kind: 'delay-events', ...ALARMS, seconds: 90 });
    put('a');
    await kernel.clock.advance(120_000);
    expect(arrived()).toEqual([['a', 90]]);
  });

  it('that are reordered all arrive within the span, in another order', async () => {
    const { kernel, put, arrived } = await cloudWith({ kind: 'reorder-events', ...ALARMS, withinSeconds: 60 });
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    put(...names);
    await kernel.clock.advance(60_000);
    const order = arrived().map(([name]) => name);
    expect(order.toSorted()).toEqual(names);
    expect(order).not.toEqual(names);
  });

  it.each([
    { what: 'another source', match: { source: 'aws.ec2' } },
    { what: 'another detail type', match: { source: '*', detailType: 'EC2*' } },
    { what: 'another rule', match: { source: '*', rule: 'instances' } },
    { what: 'another target', match: { source: '*', target: 'on-sweep' } },
  ])('of $what are left alone', async ({ match }) => {
    const { kernel, put, arrived } = await cloudWith({ kind: 'drop-events', ...match });
    put('a');
    await kernel.clock.advance(0);
    expect(arrived()).toHaveLength(1);
  });

  it('are found by the name of the function that they go to', async () => {
    const { kernel, put, arrived } = await cloudWith({ kind: 'drop-events', source: '*', target: 'work*' });
    put('a');
    await kernel.clock.advance(0);
    expect(arrived()).toEqual([]);
  });

  it('are struck within the span of the fault, by share and at most so often', async () => {
    const { kernel, put, arrived } = await cloudWith(
      { kind: 'drop-events', ...ALARMS, untilMs: Date.parse('2026-01-05T00:00:01Z') },
      { kind: 'drop-events', ...ALARMS, fromMs: Date.parse('2026-01-05T00:01:00Z'), times: 2 },
      { kind: 'drop-events', ...ALARMS, fromMs: Date.parse('2026-01-05T00:02:00Z'), share: 0.5 },
    );
    put('a');
    await kernel.clock.advance(60_000);
    put('b', 'c', 'd');
    await kernel.clock.advance(60_000);
    expect(arrived().map(([name]) => name)).toEqual(['d']);
    put(...Array.from({ length: 100 }, () => 'e'));
    await kernel.clock.advance(0);
    const share = arrived().filter(([name]) => name === 'e').length;
    expect(share).toBeGreaterThan(30);
    expect(share).toBeLessThan(70);
  });

  it('may be struck by several faults: copies of what is late are late', async () => {
    const { kernel, put, arrived } = await cloudWith(
      { kind: 'duplicate-events', ...ALARMS, copies: 2 },
      { kind: 'delay-events', ...ALARMS, seconds: 10 },
    );
    put('a');
    await kernel.clock.advance(10_000);
    expect(arrived()).toEqual([
      ['a', 10],
      ['a', 10],
    ]);
  });
});

it('the beats of schedules are struck as events of aws.scheduler', async () => {
  const faults = createFaults([
    { kind: 'drop-events', source: 'aws.scheduler', times: 1 },
    { kind: 'delay-events', source: 'aws.scheduler', seconds: 5, times: 1 },
  ]);
  const cloud = createSmallCloud({ faults });
  await cloud.deploy({
    Role: role('scheduler.amazonaws.com', [FUNCTION_POLICY]),
    Schedule: {
      Type: 'AWS::Scheduler::Schedule',
      Properties: {
        Name: 'sweep',
        ScheduleExpression: 'rate(1 minute)',
        FlexibleTimeWindow: { Mode: 'OFF' },
        Target: { Arn: FUNCTION, RoleArn: roleArn() },
      },
      DependsOn: 'Role',
    },
  });
  const startMs = cloud.kernel.clock.nowMs;
  await cloud.kernel.clock.advance(3 * 60_000);
  expect(cloud.calls.map(({ atMs }) => (atMs - startMs) / 1000)).toEqual([65, 120, 180]);
});
