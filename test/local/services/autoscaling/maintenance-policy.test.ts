import { describe, expect, it } from 'vitest';
import { DemoFleet, minutes, seconds } from '../../workload/demo-fleet.ts';

const policyOf = (MinHealthyPercentage?: number, MaxHealthyPercentage?: number) => ({
  InstanceMaintenancePolicy: { MinHealthyPercentage, MaxHealthyPercentage },
});

const fleetWith = async (min: number, max: number, DesiredCapacity: string): Promise<DemoFleet> => {
  const fleet = new DemoFleet({ group: { ...policyOf(min, max), DesiredCapacity } });
  await fleet.advance(minutes(5));
  return fleet;
};

const condemn = async (fleet: DemoFleet, ids: readonly string[]): Promise<void> => {
  for (const InstanceId of ids) {
    const input = { InstanceId, HealthStatus: 'Unhealthy', ShouldRespectGracePeriod: false };
    await fleet.call('autoscaling', 'SetInstanceHealth', input);
  }
};

describe('an instance maintenance policy', () => {
  it('of at least 100 % has an instance replaced before it goes', async () => {
    const fleet = await fleetWith(100, 110, '4');
    const [sick = ''] = fleet.members('InService');
    await condemn(fleet, [sick]);
    await fleet.advance(seconds(20));
    expect(fleet.members('Pending')).toHaveLength(1);
    expect(fleet.members('InService')).toContain(sick);
    await fleet.advance(seconds(20));
    expect(fleet.members('Terminating')).toEqual([sick]);
    expect(fleet.members('InService')).toHaveLength(4);
    await fleet.advance(minutes(5));
    expect(fleet.members('InService')).toHaveLength(4);
    expect(fleet.autoscaling.existing('web').members.size).toBe(4);
  });

  it('of less lets an instance go at once, but not two that are more than it allows', async () => {
    const fleet = await fleetWith(90, 100, '10');
    const [first = '', second = '', third = ''] = fleet.members('InService');
    await condemn(fleet, [first]);
    await fleet.advance(seconds(20));
    expect(fleet.members('Terminating')).toEqual([first]);
    await condemn(fleet, [second, third]);
    await fleet.advance(seconds(11));
    expect(fleet.members('Terminating')).toEqual([first]);
    expect(fleet.members('Pending')).toHaveLength(2);
    await fleet.advance(seconds(25));
    expect(fleet.members('Terminating')).toEqual(expect.arrayContaining([second, third]));
    await fleet.advance(minutes(5));
    expect(fleet.members('InService')).toHaveLength(10);
  });

  it('keeps what is unhealthy while nothing can be launched in its place', async () => {
    const fleet = await fleetWith(100, 200, '2');
    const [sick = ''] = fleet.members('InService');
    fleet.ec2.lack([{}]);
    await condemn(fleet, [sick]);
    await fleet.advance(minutes(10));
    expect(fleet.members('InService')).toContain(sick);
    fleet.ec2.lack([]);
    await fleet.advance(minutes(10));
    expect(fleet.members('InService')).not.toContain(sick);
    expect(fleet.members('InService')).toHaveLength(2);
  });

  it('of at most 100 % has zones balanced by taking first', async () => {
    const fleet = await fleetWith(50, 100, '4');
    fleet.ec2.lack([{ zone: 'eu-west-1a' }]);
    const inZoneA = fleet.members('InService').filter((id) => fleet.ec2.existing(id).zone === 'eu-west-1a');
    await condemn(fleet, inZoneA);
    await fleet.advance(minutes(4));
    expect(fleet.members('InService')).toHaveLength(4);
    fleet.ec2.lack([]);
    let most = 0;
    for (let passed = 0; passed < 60; passed++) {
      await fleet.advance(seconds(10));
      most = Math.max(most, fleet.members('InService').length + fleet.members('Pending').length);
    }
    expect(most).toBe(4);
    const zones = fleet.members('InService').map((id) => fleet.ec2.existing(id).zone);
    expect(zones.toSorted()).toEqual(['eu-west-1a', 'eu-west-1a', 'eu-west-1b', 'eu-west-1b']);
  });

  it('is set, told and taken away by UpdateAutoScalingGroup', async () => {
    const fleet = await fleetWith(90, 120, '2');
    const told = () => fleet.call('autoscaling', 'DescribeAutoScalingGroups', {});
    expect(await told()).toMatchObject({ AutoScalingGroups: [policyOf(90, 120)] });
    const update = (policy: object) =>
      fleet.call('autoscaling', 'UpdateAutoScalingGroup', { AutoScalingGroupName: 'web', ...policy });
    await update({ MinSize: 1 });
    expect(fleet.autoscaling.existing('web').maintenance).toBeDefined();
    await update(policyOf(-1, -1));
    expect(fleet.autoscaling.existing('web').maintenance).toBeUndefined();
    for (const [min, max] of [[90], [101, 110], [90, 99], [0, 110]] as const) {
      await expect(update(policyOf(min, max))).rejects.toMatchObject({ code: 'ValidationError' });
    }
  });
});
