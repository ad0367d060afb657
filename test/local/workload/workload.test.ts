import { describe, expect, it } from 'vitest';
import { tierCapacity } from '../../../local/workload/tier-capacity.ts';
import { DemoFleet, minutes, START_MS, seconds } from './demo-fleet.ts';

const driven = async (requestsPerMinute: (minuteMs: number) => number, options = {}): Promise<DemoFleet> => {
  const fleet = new DemoFleet(options);
  await fleet.advance(minutes(5));
  fleet.workload.drive({ groupName: 'web', requestsPerMinute, servedPerInstancePerMinute: 1000 });
  return fleet;
};

const readMinutes = async (
  fleet: DemoFleet,
  name: string,
  stat: string,
  byGroup = false,
): Promise<readonly number[]> => {
  const { fullName, loadBalancers } = fleet.elbv2.existing(fleet.targetGroupArn);
  const [loadBalancer] = loadBalancers;
  const Dimensions = byGroup
    ? [{ Name: 'AutoScalingGroupName', Value: 'web' }]
    : [
        { Name: 'LoadBalancer', Value: loadBalancer?.fullName },
        { Name: 'TargetGroup', Value: fullName },
      ];
  const Namespace = byGroup ? 'AWS/EC2' : 'AWS/ApplicationELB';
  const output = await fleet.call<{ readonly MetricDataResults: readonly { readonly Values: readonly number[] }[] }>(
    'monitoring',
    'GetMetricData',
    {
      StartTime: new Date(START_MS + minutes(5)),
      EndTime: new Date(fleet.kernel.clock.nowMs),
      ScanBy: 'TimestampAscending',
      MetricDataQueries: [
        { Id: 'm1', MetricStat: { Metric: { Namespace, MetricName: name, Dimensions }, Period: 60, Stat: stat } },
      ],
    },
  );
  return output.MetricDataResults[0]?.Values ?? [];
};

describe('workload', () => {
  it('serves what fits and says how large the group was', async () => {
    const fleet = await driven(() => 1200);
    await fleet.advance(minutes(2));
    const series = fleet.workload.series('web');
    expect(series.map(({ minuteMs }) => minuteMs)).toEqual([START_MS + minutes(5), START_MS + minutes(6)]);
    expect(series.at(-1)).toMatchObject({ requests: 1200, unserved: 0, desired: 2, ready: 2, running: 2 });
    expect(series.at(-1)?.served).toBeCloseTo(1200, 6);
  });

  it('tells a whole count as a whole count', async () => {
    const fleet = await driven(() => 25_000);
    await fleet.advance(minutes(2));
    expect(fleet.workload.series('web').at(-1)?.requests).toBe(25_000);
  });

  it('cannot serve more than the instances can, and keeps nobody waiting for longer than patience and service', async () => {
    const fleet = await driven(() => 3000);
    await fleet.advance(minutes(3));
    const last = fleet.workload.series('web').at(-1);
    expect(last?.served).toBeCloseTo(2000, 6);
    expect(last?.unserved).toBeCloseTo(1000, 6);
    expect(last?.p95LatencyMs).toBeGreaterThan(10_000);
    expect(last?.p95LatencyMs).toBeLessThan(10_500);
  });

  it('serves those that waited once, and no more than came', async () => {
    const fleet = await driven((minuteMs) => (minuteMs < START_MS + minutes(6) ? 3000 : 60));
    await fleet.advance(minutes(4));
    const series = fleet.workload.series('web');
    const sum = (of: (minute: (typeof series)[number]) => number) =>
      series.reduce((all, minute) => all + of(minute), 0);
    expect(sum(({ served }) => served)).toBeCloseTo(
      sum(({ requests, unserved }) => requests - unserved),
      3,
    );
    expect(series.at(-1)?.served).toBeCloseTo(60, 6);
  });

  it('publishes what load balancers publish, and nothing in a minute without requests', async () => {
    const fleet = await driven((minuteMs) => (minuteMs < START_MS + minutes(6) ? 1200 : 0));
    await fleet.advance(minutes(3));
    expect(await readMinutes(fleet, 'RequestCount', 'Sum')).toEqual([1200]);
    expect((await readMinutes(fleet, 'RequestCountPerTarget', 'Sum'))[0]).toBeCloseTo(600, 9);
    expect(await readMinutes(fleet, 'HealthyHostCount', 'Minimum')).toEqual([2, 2]);
    expect(await readMinutes(fleet, 'HTTPCode_ELB_5XX_Count', 'Sum')).toEqual([]);
    expect((await readMinutes(fleet, 'CPUUtilization', 'Average', true))[0]).toBeCloseTo(60, 9);
  });

  it('publishes response times whose p95 is the latency of the series, but for the network', async () => {
    const fleet = await driven(() => 1900);
    await fleet.advance(minutes(2));
    const [p95Seconds = 0] = await readMinutes(fleet, 'TargetResponseTime', 'p95');
    const [minute] = fleet.workload.series('web');
    expect(p95Seconds * 1000).toBeCloseTo((minute?.p95LatencyMs ?? 0) - 5, 6);
  });

  it('loses the share of a hung instance until the load balancer takes it out', async () => {
    const fleet = await driven(() => 600);
    await fleet.advance(minutes(2));
    fleet.ec2.hang(fleet.members('InService')[0] ?? '');
    await fleet.advance(minutes(2));
    const [before, whileHung, after] = fleet.workload.series('web').slice(1);
    expect(before?.unserved).toBe(0);
    // Three failed checks of 10 s and a time-out of 5 s: at least 25 s, and less than 45 s, of half of the requests.
    expect(whileHung?.unserved).toBeGreaterThanOrEqual(100);
    expect(whileHung?.unserved).toBeLessThanOrEqual(250);
    expect(after).toMatchObject({ unserved: 0, ready: 1, running: 2 });
    expect((await readMinutes(fleet, 'UnHealthyHostCount', 'Maximum')).at(-1)).toBe(1);
    // It takes connections, and answers none.
    expect(await readMinutes(fleet, 'TargetConnectionErrorCount', 'Sum')).toEqual([]);
  });

  it('tells those that no web process listens on yet from those that do not answer', async () => {
    const fleet = new DemoFleet();
    await fleet.advance(seconds(60));
    const { ec2, autoscaling, elbv2 } = fleet;
    const reached = () => tierCapacity(ec2, autoscaling.existing('web'), elbv2.existing(fleet.targetGroupArn));
    expect(reached()).toEqual({ targets: 2, serving: 0, unreachable: 2 });
    await fleet.advance(seconds(71));
    const [target] = elbv2.existing(fleet.targetGroupArn).targets.values();
    ec2.hang(target?.instanceId ?? '');
    expect(reached()).toEqual({ targets: 2, serving: 1, unreachable: 0 });
  });

  it('publishes the requests that are lost on a target which takes no connection', async () => {
    const fleet = await driven(() => 600);
    await fleet.advance(minutes(2));
    fleet.ec2.impair(fleet.members('InService')[0] ?? '');
    await fleet.advance(minutes(2));
    const lost = fleet.workload.series('web').at(2)?.unserved ?? 0;
    expect(lost).toBeGreaterThanOrEqual(100);
    const [published = 0, ...others] = await readMinutes(fleet, 'TargetConnectionErrorCount', 'Sum');
    expect(published).toBeCloseTo(lost, 6);
    expect(others).toEqual([]);
  });

  it('reaches all targets when none of them is healthy', async () => {
    const fleet = new DemoFleet();
    // Both answer from 130 s on and are healthy only after two more checks.
    await fleet.advance(seconds(131));
    expect(fleet.targets('healthy')).toBe(0);
    const { ec2, autoscaling, elbv2 } = fleet;
    const capacity = tierCapacity(ec2, autoscaling.existing('web'), elbv2.existing(fleet.targetGroupArn));
    expect(capacity).toEqual({ targets: 2, serving: 2, unreachable: 0 });
  });

  it('drives a group without a load balancer at its instances in service', async () => {
    const fleet = await driven(() => 1000, { hasTargetGroup: false });
    await fleet.advance(minutes(1));
    expect(fleet.workload.series('web').at(-1)).toMatchObject({ unserved: 0, ready: 2 });
  });

  it('bills each instance by the second while it runs, and for at least a minute', async () => {
    const fleet = new DemoFleet();
    await fleet.advance(minutes(10));
    const twoInstances = 2 * (600 - 10 - 15);
    expect(fleet.workload.billedInstanceSeconds('web')).toBe(twoInstances);
    await fleet.setDesired(3);
    await fleet.advance(minutes(0.5));
    fleet.ec2.crash(fleet.members('InService').at(-1) ?? '');
    await fleet.advance(1000);
    expect(fleet.workload.billedInstanceSeconds('web')).toBe(twoInstances + 2 * 31 + 60);
  });

  it('forgets no bill of an instance that is long gone', async () => {
    const fleet = new DemoFleet();
    await fleet.advance(minutes(10));
    fleet.ec2.crash(fleet.members('InService')[0] ?? '');
    const before = fleet.workload.billedInstanceSeconds('web');
    await fleet.advance(minutes(120));
    expect(fleet.workload.billedInstanceSeconds('web')).toBeGreaterThan(before + 2 * 60 * 110);
  });

  it('refuses to drive a group twice and to tell of one that is not driven', async () => {
    const fleet = await driven(() => 0);
    const again = () =>
      fleet.workload.drive({ groupName: 'web', requestsPerMinute: () => 0, servedPerInstancePerMinute: 1 });
    expect(again).toThrow('group web is driven already');
    expect(() => fleet.workload.series('other')).toThrow('group other is not driven; web are');
  });

  it('has the same history for the same seed, and another for another', async () => {
    const run = async (seed: number) => {
      const fleet = await driven((minuteMs) => ((minuteMs / 60_000) % 7) * 400, { seed });
      await fleet.setDesired(6);
      await fleet.advance(minutes(10));
      await fleet.setDesired(3);
      await fleet.advance(minutes(10));
      return JSON.stringify([fleet.workload.series('web'), fleet.kernel.journal.entries, fleet.events]);
    };
    expect(await run(7)).toBe(await run(7));
    expect(await run(7)).not.toBe(await run(8));
  });
});
