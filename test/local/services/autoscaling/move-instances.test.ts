import { describe, expect, it } from 'vitest';
import { DemoFleet, minutes, seconds } from '../../workload/demo-fleet.ts';

const group = { AutoScalingGroupName: 'web' };

const fleetOf = async (desired: number): Promise<DemoFleet> => {
  const fleet = new DemoFleet({ group: { DesiredCapacity: String(desired) } });
  await fleet.advance(minutes(5));
  return fleet;
};

const move = (fleet: DemoFleet, operation: string, InstanceIds: readonly string[], rest: object = {}) =>
  fleet.call<{ readonly Activities?: readonly object[] }>('autoscaling', operation, { ...group, InstanceIds, ...rest });

const shrink = { ShouldDecrementDesiredCapacity: true };
const keep = { ShouldDecrementDesiredCapacity: false };

describe('EnterStandby', () => {
  it('drains an instance and shrinks the group, which launches nothing in its place', async () => {
    const fleet = await fleetOf(4);
    const [id = ''] = fleet.members('InService');
    const { Activities } = await move(fleet, 'EnterStandby', [id], shrink);
    expect(Activities).toMatchObject([
      {
        Description: `Moving EC2 instance to Standby: ${id}`,
        Cause: `At 2026-01-06T00:05:00Z instance ${id} was moved to standby in response to a user request, shrinking the capacity from 4 to 3.`,
        StatusCode: 'InProgress',
        Progress: 50,
      },
    ]);
    expect(fleet.members('EnteringStandby')).toEqual([id]);
    await fleet.advance(seconds(60));
    expect(fleet.members('Standby')).toEqual([id]);
    await fleet.advance(minutes(10));
    expect(fleet.members('InService')).toHaveLength(3);
    expect(fleet.targets('healthy')).toBe(3);
    expect(fleet.ec2.existing(id).state).toBe('running');
  });

  it('has another instance launched when the size is kept', async () => {
    const fleet = await fleetOf(2);
    await move(fleet, 'EnterStandby', fleet.members('InService').slice(0, 1), keep);
    await fleet.advance(minutes(2));
    expect(fleet.members('InService')).toHaveLength(2);
    expect(fleet.members('Standby')).toHaveLength(1);
  });

  it('keeps what is on standby from health checks', async () => {
    const fleet = await fleetOf(3);
    const [id = ''] = fleet.members('InService');
    await move(fleet, 'EnterStandby', [id], shrink);
    await fleet.advance(minutes(2));
    fleet.ec2.impair(id);
    await fleet.advance(minutes(10));
    expect(fleet.members('Standby')).toEqual([id]);
  });

  it('refuses what is not in service, not of the group, or below the minimum', async () => {
    const fleet = await fleetOf(3);
    const [id = '', ...others] = fleet.members('InService');
    await expect(move(fleet, 'EnterStandby', [id, ...others], shrink)).rejects.toThrow(
      'AutoScalingGroup web has min-size=2, max-size=10, and desired-size=3. To place into standby 3 instances, please update the AutoScalingGroup sizes appropriately.',
    );
    await move(fleet, 'EnterStandby', [id], shrink);
    await expect(move(fleet, 'EnterStandby', [id], keep)).rejects.toThrow(`The instance ${id} is not in InService.`);
    await expect(move(fleet, 'EnterStandby', ['i-1'], keep)).rejects.toThrow(
      'The instance i-1 is not part of Auto Scaling group web.',
    );
    await expect(move(fleet, 'EnterStandby', [], keep)).rejects.toThrow('there must be between 1 and 20');
  });
});

describe('ExitStandby', () => {
  it('brings an instance back as pending, and the group grows', async () => {
    const fleet = await fleetOf(3);
    const [id = ''] = fleet.members('InService');
    await move(fleet, 'EnterStandby', [id], shrink);
    await fleet.advance(minutes(2));
    const { Activities } = await move(fleet, 'ExitStandby', [id]);
    expect(Activities).toMatchObject([
      {
        Description: `Moving EC2 instance out of Standby: ${id}`,
        Cause: `At 2026-01-06T00:07:00Z instance ${id} was moved out of standby in response to a user request, increasing the capacity from 2 to 3.`,
        StatusCode: 'PreInService',
        Progress: 30,
      },
    ]);
    expect(fleet.members('Pending')).toEqual([id]);
    await fleet.advance(minutes(1));
    expect(fleet.members('InService')).toHaveLength(3);
    expect(fleet.targets('healthy')).toBe(3);
  });

  it('replaces an instance that ended while it was on standby', async () => {
    const fleet = await fleetOf(3);
    const [id = ''] = fleet.members('InService');
    await move(fleet, 'EnterStandby', [id], shrink);
    await fleet.advance(minutes(2));
    fleet.ec2.crash(id);
    await fleet.advance(minutes(2));
    await move(fleet, 'ExitStandby', [id]);
    await fleet.advance(minutes(3));
    expect(fleet.members('InService')).toHaveLength(3);
    expect(fleet.members('InService')).not.toContain(id);
  });

  it('refuses what is not on standby, and what would be over the maximum', async () => {
    const fleet = await fleetOf(10);
    const [id = ''] = fleet.members('InService');
    await expect(move(fleet, 'ExitStandby', [id])).rejects.toThrow(`The instance ${id} is not in Standby.`);
    await move(fleet, 'EnterStandby', [id], keep);
    await fleet.advance(minutes(2));
    await expect(move(fleet, 'ExitStandby', [id])).rejects.toThrow('and desired-size=10. To move out of standby');
  });
});

describe('DetachInstances and AttachInstances', () => {
  it('take a drained instance out of the group, which lives on, and back into it', async () => {
    const fleet = await fleetOf(3);
    const [id = ''] = fleet.members('InService');
    await move(fleet, 'DetachInstances', [id], shrink);
    expect(fleet.members('Detaching')).toEqual([id]);
    await fleet.advance(minutes(5));
    expect([...fleet.autoscaling.existing('web').members.keys()]).not.toContain(id);
    expect(fleet.members('InService')).toHaveLength(2);
    expect(fleet.ec2.existing(id)).toMatchObject({ state: 'running', tags: { team: 'blue' } });
    expect(fleet.ec2.existing(id).tags).not.toHaveProperty('aws:autoscaling:groupName');
    await move(fleet, 'AttachInstances', [id]);
    await fleet.advance(minutes(1));
    expect(fleet.members('InService')).toContain(id);
    expect(fleet.autoscaling.existing('web').desired).toBe(3);
    expect(fleet.ec2.existing(id).tags).toHaveProperty('aws:autoscaling:groupName', 'web');
    expect(fleet.targets('healthy')).toBe(3);
  });

  it('replace what leaves while the size is kept', async () => {
    const fleet = await fleetOf(2);
    await move(fleet, 'DetachInstances', fleet.members('InService').slice(0, 1), keep);
    await fleet.advance(minutes(3));
    expect(fleet.members('InService')).toHaveLength(2);
  });

  it('refuse what would be under the minimum, or is of a group already', async () => {
    const fleet = await fleetOf(2);
    const [id = ''] = fleet.members('InService');
    await expect(move(fleet, 'DetachInstances', [id], shrink)).rejects.toThrow('To detach 1 instance, please update');
    await expect(move(fleet, 'AttachInstances', [id])).rejects.toThrow('is already part of an AutoScalingGroup');
    await expect(move(fleet, 'AttachInstances', ['i-1'])).rejects.toThrow('i-1 is not running');
  });
});
