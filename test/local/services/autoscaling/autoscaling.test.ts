import { describe, expect, it } from 'vitest';
import { DemoFleet, minutes, seconds } from '../../workload/demo-fleet.ts';

interface Activity {
  readonly StatusCode: string;
  readonly StatusMessage?: string;
  readonly Description: string;
  readonly Cause: string;
  readonly Progress: number;
  readonly EndTime?: Date;
}

const activities = async (fleet: DemoFleet): Promise<readonly Activity[]> => {
  const input = { AutoScalingGroupName: 'web' };
  const output = await fleet.call<{ readonly Activities: readonly Activity[] }>(
    'autoscaling',
    'DescribeScalingActivities',
    input,
  );
  return output.Activities;
};

/** Two healthy instances in service, five minutes after the start. */
const steadyFleet = async (options: ConstructorParameters<typeof DemoFleet>[0] = {}): Promise<DemoFleet> => {
  const fleet = new DemoFleet(options);
  await fleet.advance(minutes(5));
  return fleet;
};

const update = (fleet: DemoFleet, changes: object) =>
  fleet.call('autoscaling', 'UpdateAutoScalingGroup', { AutoScalingGroupName: 'web', ...changes });

const zonesOf = (fleet: DemoFleet): readonly string[] =>
  fleet
    .members('InService')
    .map((id) => fleet.ec2.existing(id).zone)
    .toSorted();

describe('an Auto Scaling group', () => {
  it('launches its desired capacity, balanced over zones, and registers what runs', async () => {
    const fleet = new DemoFleet({ group: { DesiredCapacity: '4' } });
    await fleet.advance(seconds(10));
    expect(fleet.members('Pending')).toHaveLength(4);
    await fleet.advance(seconds(15));
    expect(zonesOf(fleet)).toEqual(['eu-west-1a', 'eu-west-1a', 'eu-west-1b', 'eu-west-1b']);
    expect(fleet.targets('initial')).toBe(4);
    expect(fleet.ec2.existing(fleet.members('InService')[0] ?? '').tags).toEqual({
      team: 'blue',
      'aws:autoscaling:groupName': 'web',
    });
  });

  it('tells launches as activities and events in the words of AWS', async () => {
    const fleet = await steadyFleet();
    await fleet.setDesired(3);
    await fleet.advance(seconds(10));
    expect((await activities(fleet))[0]).toMatchObject({ StatusCode: 'PreInService', Progress: 30 });
    await fleet.advance(seconds(20));
    const [newest] = await activities(fleet);
    const [id] = fleet.members('InService').slice(-1);
    expect(newest).toMatchObject({
      StatusCode: 'Successful',
      Progress: 100,
      Description: `Launching a new EC2 instance: ${id}`,
      Cause:
        'At 2026-01-06T00:05:00Z a user request explicitly set group desired capacity changing the desired capacity from 2 to 3.  At 2026-01-06T00:05:10Z an instance was started in response to a difference between desired and actual capacity, increasing the capacity from 2 to 3.',
    });
    const event = fleet.events.findLast(({ source }) => source === 'aws.autoscaling');
    expect(event).toMatchObject({
      detailType: 'EC2 Instance Launch Successful',
      detail: { AutoScalingGroupName: 'web', EC2InstanceId: id, Origin: 'EC2', Destination: 'AutoScalingGroup' },
    });
  });

  it('drains before it terminates when it shrinks', async () => {
    const fleet = await steadyFleet({ group: { DesiredCapacity: '4' } });
    await fleet.setDesired(2);
    await fleet.advance(seconds(10));
    const leaving = fleet.members('Terminating');
    expect(leaving).toHaveLength(2);
    expect(fleet.targets('draining')).toBe(2);
    expect((await activities(fleet))[0]?.StatusCode).toBe('WaitingForELBConnectionDraining');
    await fleet.advance(seconds(59));
    expect(leaving.map((id) => fleet.ec2.existing(id).state)).toEqual(['running', 'running']);
    await fleet.advance(seconds(1));
    expect(leaving.map((id) => fleet.ec2.existing(id).state)).toEqual(['shutting-down', 'shutting-down']);
    await fleet.advance(seconds(30));
    expect(fleet.members('Terminating')).toEqual([]);
    expect((await activities(fleet))[0]?.Cause).toMatch(
      /shrinking the capacity from 4 to 2\. {2}At 2026-01-06T00:05:10Z instance i-[0-9a-f]{17} was selected for termination\.$/,
    );
    expect(zonesOf(fleet)).toEqual(['eu-west-1a', 'eu-west-1b']);
  });

  it('acts on the last of several quick changes, and is not put off by them', async () => {
    const fleet = await steadyFleet();
    for (const desired of [3, 4, 5]) {
      await fleet.setDesired(desired);
      await fleet.advance(seconds(4));
    }
    expect(fleet.members('Pending')).toHaveLength(3);
  });

  it.each([
    { desired: 11, message: 'New SetDesiredCapacity value 11 is above max value 10 for the AutoScalingGroup.' },
    { desired: 1, message: 'New SetDesiredCapacity value 1 is below min value 2 for the AutoScalingGroup.' },
  ])('refuses a desired capacity of $desired, out of its bounds', async ({ desired, message }) => {
    const fleet = new DemoFleet();
    await expect(fleet.setDesired(desired)).rejects.toMatchObject({ code: 'ValidationError', message });
  });

  it('refuses a change within the cooldown only when asked to honour it', async () => {
    const fleet = await steadyFleet();
    const input = { AutoScalingGroupName: 'web', DesiredCapacity: 3 };
    await expect(
      fleet.call('autoscaling', 'SetDesiredCapacity', { ...input, HonorCooldown: true }),
    ).rejects.toMatchObject({ code: 'ScalingActivityInProgress' });
    await fleet.call('autoscaling', 'SetDesiredCapacity', input);
    expect(fleet.autoscaling.existing('web').desired).toBe(3);
  });

  it.each([
    { row: 'a higher minimum raises it', changes: { MinSize: 4 }, desired: 4 },
    { row: 'a lower maximum lowers it', changes: { MinSize: 0, MaxSize: 1 }, desired: 1 },
    { row: 'bounds around it leave it', changes: { MinSize: 1, MaxSize: 5 }, desired: 2 },
    { row: 'zero puts all to sleep', changes: { MinSize: 0, MaxSize: 0, DesiredCapacity: 0 }, desired: 0 },
  ])('follows its bounds with the desired capacity: $row', async ({ changes, desired }) => {
    const fleet = await steadyFleet();
    await update(fleet, changes);
    expect(fleet.autoscaling.existing('web').desired).toBe(desired);
    await fleet.advance(minutes(3));
    expect(fleet.members('InService')).toHaveLength(desired);
  });

  it.each([
    {
      row: 'a minimum over the maximum',
      changes: { MinSize: 11 },
      message: 'Max bound, 10, must be greater than or equal to min bound, 11',
    },
    {
      row: 'a desired capacity out of bounds',
      changes: { DesiredCapacity: 1 },
      message: 'Desired capacity:1 must be between the specified min size:2 and max size:10',
    },
  ])('refuses $row', async ({ changes, message }) => {
    await expect(update(new DemoFleet(), changes)).rejects.toMatchObject({ code: 'ValidationError', message });
  });

  it('ends the run on a setting that it does not know, rather than ignore it', async () => {
    const fleet = new DemoFleet();
    await expect(update(fleet, { MaxInstanceLifetime: 86_400 })).rejects.toThrow('does not know MaxInstanceLifetime');
    await expect(fleet.advance(1)).rejects.toThrow('does not know MaxInstanceLifetime');
  });

  it.each(['MixedInstancesPolicy', 'MaxInstanceLifetime'])('refuses a template with %s', (name) => {
    expect(() => new DemoFleet({ group: { [name]: {} } })).toThrow(`does not know the property ${name}`);
  });
});

describe('health of members', () => {
  it('replaces a crashed instance and keeps the size', async () => {
    const fleet = await steadyFleet();
    fleet.ec2.crash(fleet.members('InService')[0] ?? '');
    await fleet.advance(minutes(3));
    expect(fleet.members('InService')).toHaveLength(2);
    expect(fleet.targets('healthy')).toBe(2);
    const causes = (await activities(fleet)).slice(0, 2).map(({ Cause }) => Cause);
    expect(causes[1]).toBe(
      'At 2026-01-06T00:05:40Z an instance was taken out of service in response to an EC2 health check indicating it has been terminated or stopped.',
    );
    expect(causes[0]).toMatch(/increasing the capacity from 1 to 2\.$/);
  });

  it('replaces what a user calls unhealthy, with draining, and launches the new one meanwhile', async () => {
    const fleet = await steadyFleet();
    const [InstanceId = ''] = fleet.members('InService');
    const input = { InstanceId, HealthStatus: 'Unhealthy', ShouldRespectGracePeriod: false };
    await fleet.call('autoscaling', 'SetInstanceHealth', input);
    await fleet.call('autoscaling', 'SetInstanceHealth', input);
    await fleet.advance(seconds(11));
    expect(fleet.members('Terminating')).toEqual([InstanceId]);
    expect(fleet.members('Pending')).toHaveLength(1);
    const back = fleet.call('autoscaling', 'SetInstanceHealth', { InstanceId, HealthStatus: 'Healthy' });
    await expect(back).rejects.toThrow('is terminating and cannot become healthy');
    expect(fleet.ec2.existing(InstanceId).state).toBe('running');
    await fleet.advance(minutes(4));
    expect(fleet.members('InService')).toHaveLength(2);
    expect(fleet.autoscaling.existing('web').desired).toBe(2);
    const launches = (await activities(fleet)).filter(({ Description }) => Description.startsWith('Launching'));
    expect(launches).toHaveLength(3);
  });

  it('respects the grace period of a young instance unless told not to', async () => {
    const fleet = new DemoFleet();
    await fleet.advance(seconds(60));
    const [InstanceId = ''] = fleet.members('InService');
    await fleet.call('autoscaling', 'SetInstanceHealth', { InstanceId, HealthStatus: 'Unhealthy' });
    const { member } = fleet.autoscaling.existingMember(InstanceId);
    expect(member.isHealthy).toBe(true);
    const atOnce = { InstanceId, HealthStatus: 'Unhealthy', ShouldRespectGracePeriod: false };
    await fleet.call('autoscaling', 'SetInstanceHealth', atOnce);
    expect(member.isHealthy).toBe(false);
    await fleet.call('autoscaling', 'SetInstanceHealth', { InstanceId, HealthStatus: 'Healthy' });
    expect(member.isHealthy).toBe(true);
    await fleet.advance(seconds(90));
    await fleet.call('autoscaling', 'SetInstanceHealth', { InstanceId, HealthStatus: 'Unhealthy' });
    expect(member.isHealthy).toBe(false);
  });

  it('leaves a hung instance be with EC2 health checks', async () => {
    const fleet = await steadyFleet();
    const [id = ''] = fleet.members('InService');
    fleet.ec2.hang(id);
    await fleet.advance(minutes(60));
    expect(fleet.members('InService')).toContain(id);
    expect(fleet.targets('unhealthy')).toBe(1);
  });

  it('replaces a hung instance with load balancer health checks', async () => {
    const fleet = await steadyFleet({ group: { HealthCheckType: 'ELB', HealthCheckGracePeriod: 180 } });
    const [id = ''] = fleet.members('InService');
    fleet.ec2.hang(id);
    await fleet.advance(minutes(5));
    expect(fleet.members('InService')).not.toContain(id);
    expect(fleet.targets('healthy')).toBe(2);
    expect((await activities(fleet)).map(({ Cause }) => Cause).join()).toContain('an ELB system health check failure');
  });

  it('ends instances that never get healthy, one after the other, once their grace is over', async () => {
    const fleet = await steadyFleet({ group: { HealthCheckType: 'ELB', HealthCheckGracePeriod: 180 } });
    fleet.ec2.breakBoots('web', 2);
    await fleet.setDesired(3);
    await fleet.advance(minutes(3));
    expect(fleet.members('InService')).toHaveLength(3);
    await fleet.advance(minutes(20));
    expect(fleet.targets('healthy')).toBe(3);
    const ended = (await activities(fleet)).filter(({ Description }) => Description.startsWith('Terminating'));
    expect(ended).toHaveLength(2);
  });

  it('replaces an impaired instance after some minutes', async () => {
    const fleet = await steadyFleet();
    const [id = ''] = fleet.members('InService');
    fleet.ec2.impair(id);
    await fleet.advance(seconds(119));
    expect(fleet.members('InService')).toContain(id);
    await fleet.advance(minutes(5));
    expect(fleet.members('InService')).not.toContain(id);
  });
});

describe('launches that fail', () => {
  it('go to the other zone, and come back to balance when there is capacity again', async () => {
    const fleet = await steadyFleet();
    fleet.ec2.lack([{ zone: 'eu-west-1a' }]);
    await fleet.setDesired(6);
    await fleet.advance(minutes(2));
    expect(zonesOf(fleet)).toEqual(['eu-west-1a', ...new Array<string>(5).fill('eu-west-1b')]);
    const failed = (await activities(fleet)).filter(({ StatusCode }) => StatusCode === 'Failed');
    expect(failed).toHaveLength(1);
    expect(failed[0]?.Description).toBe(`Launching a new EC2 instance.  Status Reason: ${failed[0]?.StatusMessage}`);
    expect(failed[0]?.StatusMessage).toMatch(
      /^We currently do not have sufficient t4g.nano capacity .* Launching EC2 instance failed\.$/,
    );
    fleet.ec2.lack([]);
    await fleet.advance(minutes(20));
    expect(zonesOf(fleet)).toEqual([
      ...new Array<string>(3).fill('eu-west-1a'),
      ...new Array<string>(3).fill('eu-west-1b'),
    ]);
  });

  it('leave a zone alone to the very end of the time that it is avoided, also a fraction of a millisecond before it', async () => {
    const fleet = await steadyFleet();
    fleet.ec2.lack([{ zone: 'eu-west-1a' }]);
    await fleet.setDesired(6);
    await fleet.advance(minutes(2));
    fleet.ec2.lack([]);
    const [avoidedUntilMs = 0] = fleet.autoscaling.group('web')?.avoidedZones.values() ?? [];
    // The group looks at itself ten seconds after processes are resumed.
    await fleet.advance(avoidedUntilMs - seconds(10) - 0.4 - fleet.kernel.clock.nowMs);
    await fleet.call('autoscaling', 'ResumeProcesses', { AutoScalingGroupName: 'web' });
    await fleet.advance(minutes(20));
    expect(zonesOf(fleet).filter((zone) => zone === 'eu-west-1a')).toHaveLength(3);
  });

  it('to balance zones are not made elsewhere, nor for a zone whose members are protected', async () => {
    const fleet = await steadyFleet({ group: { DesiredCapacity: '4' } });
    const inZoneA = fleet.members('InService').filter((id) => fleet.ec2.existing(id).zone === 'eu-west-1a');
    fleet.ec2.lack([{ zone: 'eu-west-1a' }]);
    for (const InstanceId of inZoneA) {
      const input = { InstanceId, ShouldDecrementDesiredCapacity: true };
      await fleet.call('autoscaling', 'TerminateInstanceInAutoScalingGroup', input);
    }
    await fleet.advance(minutes(20));
    expect(zonesOf(fleet)).toEqual(['eu-west-1b', 'eu-west-1b']);
    const InstanceIds = fleet.members('InService');
    const input = { AutoScalingGroupName: 'web', InstanceIds, ProtectedFromScaleIn: true };
    await fleet.call('autoscaling', 'SetInstanceProtection', input);
    fleet.ec2.lack([]);
    const before = (await activities(fleet)).length;
    await fleet.advance(minutes(20));
    expect(await activities(fleet)).toHaveLength(before);
  });

  it('are retried ever more slowly, and told as events, until there is capacity', async () => {
    const fleet = await steadyFleet();
    fleet.ec2.lack([{ instanceType: 't4g.nano' }]);
    await fleet.setDesired(3);
    await fleet.advance(minutes(15));
    const failures = fleet.events.filter(({ detailType }) => detailType === 'EC2 Instance Launch Unsuccessful');
    // At 10, 40, 100, 220, 460 and 760 s, in both zones each time.
    expect(failures).toHaveLength(12);
    fleet.ec2.lack([]);
    await fleet.advance(minutes(6));
    expect(fleet.members('InService')).toHaveLength(3);
  });
});

describe('suspended processes', () => {
  const suspend = (fleet: DemoFleet, ...ScalingProcesses: readonly string[]) =>
    fleet.call('autoscaling', 'SuspendProcesses', { AutoScalingGroupName: 'web', ScalingProcesses });
  const resume = (fleet: DemoFleet) => fleet.call('autoscaling', 'ResumeProcesses', { AutoScalingGroupName: 'web' });

  it('Launch holds launches back until it is resumed', async () => {
    const fleet = await steadyFleet();
    await suspend(fleet, 'Launch');
    await fleet.setDesired(4);
    await fleet.advance(minutes(5));
    expect(fleet.members('InService')).toHaveLength(2);
    await resume(fleet);
    await fleet.advance(minutes(1));
    expect(fleet.members('InService')).toHaveLength(4);
    expect((await activities(fleet))[0]?.Cause).toContain('changing the desired capacity from 2 to 4');
  });

  it('Terminate holds scale-in back', async () => {
    const fleet = await steadyFleet({ group: { DesiredCapacity: '4' } });
    await suspend(fleet, 'Terminate');
    await fleet.setDesired(2);
    await fleet.advance(minutes(5));
    expect(fleet.members('InService')).toHaveLength(4);
  });

  it('HealthCheck finds nothing, and looks again when it is resumed', async () => {
    const fleet = await steadyFleet();
    await suspend(fleet, 'HealthCheck');
    const [id = ''] = fleet.members('InService');
    fleet.ec2.crash(id);
    await fleet.advance(minutes(5));
    expect(fleet.members('InService')).toContain(id);
    await resume(fleet);
    await fleet.advance(minutes(2));
    expect(fleet.members('InService')).not.toContain(id);
  });

  it('ReplaceUnhealthy marks, and ends nothing', async () => {
    const fleet = await steadyFleet();
    await suspend(fleet, 'ReplaceUnhealthy');
    const [id = ''] = fleet.members('InService');
    fleet.ec2.crash(id);
    await fleet.advance(minutes(5));
    expect(fleet.autoscaling.existingMember(id).member.isHealthy).toBe(false);
    expect(fleet.members('InService')).toContain(id);
  });

  it('are known by name', async () => {
    await expect(suspend(new DemoFleet(), 'Sleep')).rejects.toThrow('Sleep is not one of Launch, Terminate');
  });
});

describe('terminating one instance', () => {
  const terminate = (fleet: DemoFleet, InstanceId: string, ShouldDecrementDesiredCapacity: boolean) =>
    fleet.call('autoscaling', 'TerminateInstanceInAutoScalingGroup', { InstanceId, ShouldDecrementDesiredCapacity });

  it('replaces it when the desired capacity stays', async () => {
    const fleet = await steadyFleet();
    await terminate(fleet, fleet.members('InService')[0] ?? '', false);
    await fleet.advance(minutes(3));
    expect(fleet.members('InService')).toHaveLength(2);
  });

  it('shrinks the group when it is to be decremented, and balances zones', async () => {
    const fleet = await steadyFleet({ group: { DesiredCapacity: '4' } });
    const inZoneA = fleet.members('InService').filter((id) => fleet.ec2.existing(id).zone === 'eu-west-1a');
    for (const id of inZoneA) await terminate(fleet, id, true);
    expect(fleet.autoscaling.existing('web').desired).toBe(2);
    await fleet.advance(minutes(6));
    expect(zonesOf(fleet)).toEqual(['eu-west-1a', 'eu-west-1b']);
  });

  it('is refused when it would fall below the minimum', async () => {
    const fleet = await steadyFleet();
    await expect(terminate(fleet, fleet.members('InService')[0] ?? '', true)).rejects.toThrow(
      "Currently, desiredSize equals minSize (2). Terminating instance without replacement will violate group's min size constraint.",
    );
  });
});

describe('describing groups', () => {
  interface Groups {
    readonly AutoScalingGroups: readonly {
      readonly AutoScalingGroupName: string;
      readonly Instances: readonly object[];
    }[];
    readonly NextToken?: string;
  }
  const names = async (fleet: DemoFleet, input: object): Promise<readonly string[]> =>
    (await fleet.call<Groups>('autoscaling', 'DescribeAutoScalingGroups', input)).AutoScalingGroups.map(
      ({ AutoScalingGroupName }) => AutoScalingGroupName,
    );
  const withThree = (): DemoFleet => {
    const fleet = new DemoFleet();
    const [template] = fleet.ec2.launchTemplates.keys();
    for (const [name, Value] of [
      ['app', 'blue'],
      ['db', 'red'],
    ] as const) {
      fleet.create('AWS::AutoScaling::AutoScalingGroup', {
        AutoScalingGroupName: name,
        MinSize: '0',
        MaxSize: '1',
        LaunchTemplate: { LaunchTemplateId: template },
        AvailabilityZones: ['eu-west-1a'],
        Tags: [{ Key: 'team', Value, PropagateAtLaunch: false }],
      });
    }
    return fleet;
  };

  it.each([
    { row: 'by name, leaving out unknown ones', input: { AutoScalingGroupNames: ['db', 'none'] }, expected: ['db'] },
    {
      row: 'by a tag and its value',
      input: { Filters: [{ Name: 'tag:team', Values: ['blue'] }] },
      expected: ['web', 'app'],
    },
    {
      row: 'by the key of a tag',
      input: { Filters: [{ Name: 'tag-key', Values: ['team'] }] },
      expected: ['web', 'app', 'db'],
    },
    { row: 'by the value of any tag', input: { Filters: [{ Name: 'tag-value', Values: ['red'] }] }, expected: ['db'] },
    {
      row: 'by all filters together',
      input: {
        Filters: [
          { Name: 'tag-key', Values: ['team'] },
          { Name: 'tag:team', Values: ['red'] },
        ],
      },
      expected: ['db'],
    },
  ])('finds them $row', async ({ input, expected }) => {
    expect(await names(withThree(), input)).toEqual(expected);
  });

  it('pages them', async () => {
    const fleet = withThree();
    const first = await fleet.call<Groups>('autoscaling', 'DescribeAutoScalingGroups', { MaxRecords: 2 });
    expect(first.AutoScalingGroups).toHaveLength(2);
    expect(await names(fleet, { MaxRecords: 2, NextToken: first.NextToken })).toEqual(['db']);
    await expect(names(fleet, { MaxRecords: 101 })).rejects.toMatchObject({ code: 'ValidationError' });
    await expect(names(fleet, { NextToken: 'x' })).rejects.toMatchObject({ code: 'InvalidNextToken' });
  });

  it('shows members with state, health, zone and protection', async () => {
    const fleet = await steadyFleet();
    const [id] = fleet.members('InService');
    await fleet.call('autoscaling', 'SetInstanceProtection', {
      AutoScalingGroupName: 'web',
      InstanceIds: [id],
      ProtectedFromScaleIn: true,
    });
    const output = await fleet.call<Groups>('autoscaling', 'DescribeAutoScalingGroups', {});
    expect(output.AutoScalingGroups[0]).toMatchObject({
      MinSize: 2,
      MaxSize: 10,
      DesiredCapacity: 2,
      HealthCheckType: 'EC2',
    });
    expect(output.AutoScalingGroups[0]?.Instances[0]).toMatchObject({
      InstanceId: id,
      LifecycleState: 'InService',
      HealthStatus: 'Healthy',
      AvailabilityZone: 'eu-west-1a',
      ProtectedFromScaleIn: true,
    });
    const input = { InstanceIds: [id, 'i-0'] };
    expect(await fleet.call('autoscaling', 'DescribeAutoScalingInstances', input)).toMatchObject({
      AutoScalingInstances: [{ InstanceId: id, AutoScalingGroupName: 'web', HealthStatus: 'HEALTHY' }],
    });
  });

  it('changes tags, which later instances carry', async () => {
    const fleet = await steadyFleet();
    const Tags = [
      { ResourceId: 'web', ResourceType: 'auto-scaling-group', Key: 'team', Value: 'green', PropagateAtLaunch: true },
    ];
    await fleet.call('autoscaling', 'CreateOrUpdateTags', { Tags });
    expect(
      await fleet.call('autoscaling', 'DescribeTags', { Filters: [{ Name: 'key', Values: ['team'] }] }),
    ).toMatchObject({ Tags });
    await fleet.setDesired(3);
    await fleet.advance(minutes(1));
    expect(fleet.ec2.existing(fleet.members('InService').at(-1) ?? '').tags['team']).toBe('green');
  });

  it('asks IAM for the group with its tags, also where an instance is named', async () => {
    const fleet = await steadyFleet();
    const { operations } = fleet.autoscaling.service;
    const { arn } = fleet.autoscaling.existing('web');
    const context = { 'aws:ResourceTag/team': 'blue', 'autoscaling:ResourceTag/team': 'blue' };
    expect(arn).toMatch(
      /^arn:aws:autoscaling:eu-west-1:123456789012:autoScalingGroup:[0-9a-f-]{36}:autoScalingGroupName\/web$/,
    );
    expect(operations['SetDesiredCapacity']?.authorize({ AutoScalingGroupName: 'web' } as never)).toEqual([
      { action: 'autoscaling:SetDesiredCapacity', resource: arn, context },
    ]);
    expect(operations['SetInstanceHealth']?.authorize({ InstanceId: fleet.members('InService')[0] } as never)).toEqual([
      { action: 'autoscaling:SetInstanceHealth', resource: arn, context },
    ]);
    expect(operations['SetDesiredCapacity']?.authorize({ AutoScalingGroupName: 'none' } as never)).toMatchObject([
      { context: {} },
    ]);
  });
});

describe('metrics of a group', () => {
  it('are published each minute once they are collected', async () => {
    const fleet = await steadyFleet();
    await fleet.setDesired(3);
    await fleet.advance(minutes(3));
    const series = fleet.cloudwatch.metrics.find('AWS/AutoScaling', 'GroupInServiceInstances', {
      AutoScalingGroupName: 'web',
    });
    const firstMinute = Date.parse('2026-01-06T00:00:00Z') / 60_000;
    const sums = [0, 1, 4, 5, 6, 7].map(
      (minute) => series?.aggregate(firstMinute + minute, firstMinute + minute + 1)?.sum,
    );
    expect(sums).toEqual([0, 2, 2, 2, 3, 3]);
  });
});
