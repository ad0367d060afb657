import { describe, expect, it } from 'vitest';
import { DemoFleet, minutes, START_MS, seconds } from '../../workload/demo-fleet.ts';

interface Health {
  readonly TargetHealthDescriptions: readonly {
    readonly Target: { readonly Id: string; readonly Port: number };
    readonly TargetHealth: { readonly State: string; readonly Reason?: string };
  }[];
}

const describeHealth = async (fleet: DemoFleet, targets?: readonly string[]): Promise<readonly string[]> => {
  const { TargetHealthDescriptions } = await fleet.call<Health>('elasticloadbalancing', 'DescribeTargetHealth', {
    TargetGroupArn: fleet.targetGroupArn,
    ...(targets === undefined ? {} : { Targets: targets.map((Id) => ({ Id })) }),
  });
  return TargetHealthDescriptions.map(({ TargetHealth }) => `${TargetHealth.State} ${TargetHealth.Reason ?? '-'}`);
};

describe('elbv2', () => {
  it('finds a booting target initial, then unhealthy, then healthy', async () => {
    const fleet = new DemoFleet();
    await fleet.advance(seconds(10 + 15));
    expect(new Set(await describeHealth(fleet))).toEqual(new Set(['initial Elb.InitialHealthChecking']));
    await fleet.advance(seconds(35));
    expect(new Set(await describeHealth(fleet))).toEqual(new Set(['unhealthy Target.FailedHealthChecks']));
    await fleet.advance(seconds(95));
    expect(new Set(await describeHealth(fleet))).toEqual(new Set(['healthy -']));
  });

  it('takes a hung target out once the threshold of checks has timed out', async () => {
    const fleet = new DemoFleet();
    await fleet.advance(minutes(5));
    fleet.ec2.hang(fleet.members('InService')[0] ?? '');
    await fleet.advance(seconds(24));
    expect(fleet.targets('healthy')).toBe(2);
    await fleet.advance(seconds(12));
    expect(await describeHealth(fleet, fleet.members('InService').slice(0, 1))).toEqual(['unhealthy Target.Timeout']);
  });

  it('finds a terminated target unused at once', async () => {
    const fleet = new DemoFleet();
    await fleet.advance(minutes(5));
    fleet.ec2.crash(fleet.members('InService')[0] ?? '');
    expect(await describeHealth(fleet)).toContain('unused Target.InvalidState');
  });

  it('drains a deregistered target for the delay of the group', async () => {
    const fleet = new DemoFleet();
    await fleet.advance(minutes(5));
    const [id = ''] = fleet.members('InService');
    await fleet.call('elasticloadbalancing', 'DeregisterTargets', {
      TargetGroupArn: fleet.targetGroupArn,
      Targets: [{ Id: id }],
    });
    expect(await describeHealth(fleet, [id])).toEqual(['draining Target.DeregistrationInProgress']);
    await fleet.advance(seconds(59));
    expect(fleet.targets('draining')).toBe(1);
    await fleet.advance(seconds(1));
    expect(await describeHealth(fleet, [id])).toEqual(['unused Target.NotRegistered']);
    await fleet.call('elasticloadbalancing', 'RegisterTargets', {
      TargetGroupArn: fleet.targetGroupArn,
      Targets: [{ Id: id }],
    });
    await fleet.advance(seconds(10));
    expect(await describeHealth(fleet, [id])).toEqual(['healthy -']);
  });

  it('leaves a draining target draining, whatever becomes of its instance', async () => {
    const fleet = new DemoFleet();
    await fleet.advance(minutes(5));
    const [id = ''] = fleet.members('InService');
    fleet.elbv2.deregister(fleet.targetGroupArn, id);
    fleet.ec2.hang(id);
    await fleet.advance(seconds(59));
    expect(await describeHealth(fleet, [id])).toEqual(['draining Target.DeregistrationInProgress']);
    await fleet.advance(seconds(1));
    expect(await describeHealth(fleet, [id])).toEqual(['unused Target.NotRegistered']);
  });

  it('uses no target of a group that no load balancer forwards to', async () => {
    const fleet = new DemoFleet();
    await fleet.advance(minutes(5));
    const lonely = fleet.create('AWS::ElasticLoadBalancingV2::TargetGroup', {});
    fleet.elbv2.register(lonely, fleet.members('InService')[0] ?? '');
    const { TargetHealthDescriptions } = await fleet.call<Health>('elasticloadbalancing', 'DescribeTargetHealth', {
      TargetGroupArn: lonely,
    });
    expect(TargetHealthDescriptions[0]?.TargetHealth).toMatchObject({ State: 'unused', Reason: 'Target.NotInUse' });
    fleet.create('AWS::ElasticLoadBalancingV2::Listener', {
      LoadBalancerArn: fleet.loadBalancerArn,
      DefaultActions: [{ Type: 'forward', ForwardConfig: { TargetGroups: [{ TargetGroupArn: lonely }] } }],
    });
    await fleet.advance(seconds(30));
    expect([...fleet.elbv2.existing(lonely).targets.values()][0]?.state).toBe('healthy');
  });

  it('counts healthy and unhealthy targets each minute, none as 0 and by zone too', async () => {
    const fleet = new DemoFleet();
    await fleet.advance(minutes(4));
    const { fullName, loadBalancers } = fleet.elbv2.existing(fleet.targetGroupArn);
    const dimensions = { LoadBalancer: [...loadBalancers][0]?.fullName ?? '', TargetGroup: fullName };
    const read = (name: string, minute: number, zone: object = {}) => {
      const at = START_MS / 60_000 + minute;
      return fleet.cloudwatch.metrics
        .find('AWS/ApplicationELB', name, { ...dimensions, ...zone })
        ?.aggregate(at, at + 1)?.max;
    };
    expect([0, 1, 2, 3].map((minute) => read('HealthyHostCount', minute))).toEqual([0, 0, 2, 2]);
    // Registered after 25 s, so the third check fails before 55 s; they answer after 130 s.
    expect([0, 1, 2, 3].map((minute) => read('UnHealthyHostCount', minute))).toEqual([2, 2, 2, 0]);
    expect(read('HealthyHostCount', 3, { AvailabilityZone: 'eu-west-1a' })).toBe(1);
  });

  it.each([
    ['at each change too, so that an average tells of it', true, 1],
    ['only when a minute begins, if told so', false, 0],
  ])('counts targets %s', async (_, countsAtChanges, average) => {
    const fleet = new DemoFleet({ elbv2: { countsAtChanges } });
    await fleet.advance(minutes(4));
    const { fullName, loadBalancers } = fleet.elbv2.existing(fleet.targetGroupArn);
    const dimensions = { LoadBalancer: [...loadBalancers][0]?.fullName ?? '', TargetGroup: fullName };
    const at = START_MS / 60_000 + 2;
    const series = fleet.cloudwatch.metrics.find('AWS/ApplicationELB', 'HealthyHostCount', dimensions);
    const found = series?.aggregate(at, at + 1);
    // 0 at the beginning, then 1, then 2.
    expect((found?.sum ?? Number.NaN) / (found?.count ?? 0)).toBe(average);
  });

  it('names target groups with their load balancers as CloudWatch does', async () => {
    const fleet = new DemoFleet();
    const output = await fleet.call<{
      readonly TargetGroups: readonly { readonly LoadBalancerArns: readonly string[] }[];
    }>('elasticloadbalancing', 'DescribeTargetGroups', { TargetGroupArns: [fleet.targetGroupArn] });
    expect(output.TargetGroups[0]?.LoadBalancerArns).toEqual([fleet.loadBalancerArn]);
    expect(fleet.loadBalancerArn).toMatch(/:loadbalancer\/app\/web\/[0-9a-f]{16}$/);
    const { attributes } = fleet.provider('AWS::ElasticLoadBalancingV2::TargetGroup').create({
      stackName: 'Rubato',
      logicalId: 'DemoTargetsAFA0585B',
      properties: {},
      stackTags: {},
      assetPath: (key) => key,
    });
    expect(attributes['TargetGroupFullName']).toMatch(/^targetgroup\/Rubato-DemoTarge-[0-9A-F]{12}\/[0-9a-f]{16}$/);
  });

  it.each([
    {
      row: 'an unknown target group',
      operation: 'DescribeTargetHealth',
      input: { TargetGroupArn: 'arn:none' },
      code: 'TargetGroupNotFound',
    },
    {
      row: 'an unknown load balancer',
      operation: 'DescribeLoadBalancers',
      input: { Names: ['none'] },
      code: 'LoadBalancerNotFound',
    },
  ])('answers $row with $code', async ({ operation, input, code }) => {
    await expect(new DemoFleet().call('elasticloadbalancing', operation, input)).rejects.toMatchObject({ code });
  });
});
