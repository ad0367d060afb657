import { describe, expect, it } from 'vitest';
import { decideTiers } from '../../../functions/decisions/decide-tiers.ts';
import { InstanceEvent } from '../../../functions/triggers/on-instance-event/event.ts';
import { MetricAlarm } from '../../../functions/triggers/on-metric-alarm/event.ts';
import { onMetricAlarm } from '../../../functions/triggers/on-metric-alarm/handler.ts';
import { Sweep } from '../../../functions/triggers/on-sweep/event.ts';
import { aBlueprint, aGroup, aTier, MINUTE_MS, NOW_MS } from '../../fakes/builders.ts';
import { FixedClock } from '../../fakes/fixed-clock.ts';
import { MemoryFleets } from '../../fakes/memory-fleets.ts';
import { MemoryLoadBalancers } from '../../fakes/memory-load-balancers.ts';
import { MemoryLoadMetrics } from '../../fakes/memory-load-metrics.ts';
import { MemoryTierStore } from '../../fakes/memory-tier-store.ts';
import { RecordingLog } from '../../fakes/recording-log.ts';
import { RecordingWorkflows } from '../../fakes/recording-workflows.ts';

const TIME = '2026-01-05T10:00:00Z';
const envelope = { version: '0', id: 'e', account: '123456789012', region: 'eu-west-1', resources: [], time: TIME };
const ALARM = {
  ...envelope,
  source: 'aws.cloudwatch',
  'detail-type': 'CloudWatch Alarm State Change',
  detail: { alarmName: 'rubato-demo-load-web', state: { value: 'ALARM', reason: 'too much' } },
};

describe('events at the door', () => {
  it('a sweep names a shard below the number of shards', () => {
    expect(Sweep.parse({ shard: 2, shards: 3 })).toEqual({ shard: 2, shards: 3 });
    expect(Sweep.safeParse({ shard: 3, shards: 3 }).success).toBe(false);
    expect(Sweep.safeParse({}).success).toBe(false);
  });

  it('an alarm is reduced to its time and name', () => {
    expect(MetricAlarm.parse(ALARM)).toEqual({ atMs: NOW_MS, alarmName: 'rubato-demo-load-web' });
  });

  it('an alarm that went back to OK is no alarm', () => {
    const detail = { ...ALARM.detail, state: { value: 'OK' } };
    expect(MetricAlarm.safeParse({ ...ALARM, detail }).success).toBe(false);
  });

  it.each([
    { event: { ...ALARM }, subject: { alarmName: 'rubato-demo-load-web' } },
    {
      event: {
        ...envelope,
        source: 'aws.autoscaling',
        'detail-type': 'EC2 Instance Terminate Successful',
        detail: { AutoScalingGroupName: 'group-of-web', EC2InstanceId: 'i-1' },
      },
      subject: { group: 'group-of-web' },
    },
    {
      event: {
        ...envelope,
        source: 'aws.ec2',
        'detail-type': 'EC2 Instance State-change Notification',
        detail: { 'instance-id': 'i-1', state: 'stopped' },
      },
      subject: { instanceId: 'i-1' },
    },
  ])('an event of $event.source is reduced to what it names', ({ event, subject }) => {
    expect(InstanceEvent.parse(event)).toEqual({ atMs: NOW_MS, subject });
  });
});

describe('an alarm on load', () => {
  const tier = aTier();
  const sizing = (size: number, requestsPerMinute: number) => {
    const metrics = new MemoryLoadMetrics();
    metrics.requestsPerMinute.set('web', requestsPerMinute);
    return {
      blueprint: aBlueprint([tier]),
      clock: new FixedClock(),
      tiers: new MemoryTierStore(),
      fleets: new MemoryFleets(aGroup(tier.group, size)),
      loadBalancers: new MemoryLoadBalancers(),
      metrics,
      workflows: new RecordingWorkflows(),
    };
  };
  const alarm = { atMs: NOW_MS, alarmName: 'rubato-demo-load-web' };

  it('has its tier scaled out at once', async () => {
    const given = sizing(4, 6000);
    expect(await onMetricAlarm(given, new RecordingLog())(alarm)).toMatchObject({ started: 1 });
    expect(given.workflows.started).toMatchObject([{ workflow: 'scale-tier', input: { from: 4 } }]);
  });

  it('is a hint: without load in the metric nothing is added', async () => {
    const given = sizing(4, 2000);
    expect(await onMetricAlarm(given, new RecordingLog())(alarm)).toMatchObject({ decided: 1, started: 0 });
  });

  it('takes no capacity away, which the sweep would have done', async () => {
    const one = sizing(20, 1000);
    await onMetricAlarm(one, new RecordingLog())(alarm);
    expect(one.workflows.started).toEqual([]);
    const other = sizing(20, 1000);
    for (let minute = 0; minute < 10; minute++) {
      other.clock.atMs = NOW_MS + minute * MINUTE_MS;
      await decideTiers(other, { tierIds: ['web'], mayRemove: true }, new RecordingLog());
    }
    expect(other.workflows.started.length).toBeGreaterThan(0);
  });

  it('is dropped with a line in the log once it is 5 minutes old', async () => {
    const given = sizing(4, 6000);
    const log = new RecordingLog();
    const late = { ...alarm, atMs: NOW_MS - 5 * MINUTE_MS - 1 };
    expect(await onMetricAlarm(given, log)(late)).toMatchObject({ mode: 'expired' });
    expect(log.lines).toMatchObject([{ message: 'an expired event was dropped', fields: { tierId: 'web' } }]);
    expect(given.tiers.loads).toBe(0);
  });

  it.each([
    { whose: 'a tier that is gone', alarmName: 'rubato-demo-load-gone' },
    { whose: 'the installation demo-load-x', alarmName: 'rubato-demo-load-x-load-web' },
  ])('of $whose is about none of ours', async ({ alarmName }) => {
    const given = sizing(4, 6000);
    expect(await onMetricAlarm(given, new RecordingLog())({ ...alarm, alarmName })).toMatchObject({ mode: 'none' });
    expect(given.tiers.loads).toBe(0);
  });
});
