import { describe, expect, it } from 'vitest';
import { createFaults, type Fault } from '../../../local/faults/create-faults.ts';
import { DemoFleet, minutes, START_MS, seconds } from '../workload/demo-fleet.ts';

interface Activity {
  readonly StatusCode: string;
  readonly StatusMessage?: string;
}

const fleetWith = (...faults: readonly Fault[]): DemoFleet =>
  new DemoFleet({ group: { DesiredCapacity: '4' }, faults: createFaults(faults) });

const zonesOf = (fleet: DemoFleet): readonly string[] => [
  ...new Set(fleet.members('InService').map((id) => fleet.ec2.existing(id).zone)),
];

const activities = async (fleet: DemoFleet): Promise<readonly Activity[]> => {
  const input = { AutoScalingGroupName: 'web' };
  const { Activities } = await fleet.call<{ readonly Activities: readonly Activity[] }>(
    'autoscaling',
    'DescribeScalingActivities',
    input,
  );
  return Activities;
};

describe('a lack of capacity', () => {
  it('in one zone has a group launch in the others', async () => {
    const fleet = fleetWith({ kind: 'lack-capacity', zone: 'eu-west-1a' });
    await fleet.advance(minutes(2));
    expect(fleet.members('InService')).toHaveLength(4);
    expect(zonesOf(fleet)).toEqual(['eu-west-1b']);
  });

  it('of another type is none', async () => {
    const fleet = fleetWith({ kind: 'lack-capacity', instanceType: 'z1d.metal' });
    await fleet.advance(minutes(2));
    expect(zonesOf(fleet)).toHaveLength(2);
  });

  it('ends when its span ends', async () => {
    const fleet = fleetWith({ kind: 'lack-capacity', untilMs: START_MS + minutes(3) });
    await fleet.advance(minutes(3));
    expect(fleet.members('InService')).toHaveLength(0);
    await fleet.advance(minutes(5));
    expect(fleet.members('InService')).toHaveLength(4);
  });
});

describe('a quota', () => {
  it('lets an account run so many vCPUs and no more, in no zone, until there is room', async () => {
    const fleet = fleetWith({ kind: 'reach-quota', vcpus: 7, untilMs: START_MS + minutes(3) });
    await fleet.advance(minutes(2));
    expect(fleet.members('InService')).toHaveLength(3);
    const failed = (await activities(fleet)).filter(({ StatusCode }) => StatusCode === 'Failed');
    expect(failed.length).toBeGreaterThanOrEqual(2);
    for (const { StatusMessage } of failed) {
      expect(StatusMessage).toMatch(
        /^You have requested more vCPU capacity than your current vCPU limit of 7 .+ Launching EC2 instance failed\.$/,
      );
    }
    await fleet.advance(minutes(5));
    expect(fleet.members('InService')).toHaveLength(4);
  });
});

describe('a key that may not be used', () => {
  it('ends instances at their start, and the group tries again until it may', async () => {
    const fleet = fleetWith({ kind: 'refuse-key', group: 'web', untilMs: START_MS + minutes(2) });
    await fleet.advance(seconds(20));
    expect(fleet.members('Pending')).toHaveLength(4);
    await fleet.advance(seconds(10));
    expect([fleet.members('Pending'), fleet.members('InService')]).toEqual([[], []]);
    expect((await activities(fleet))[0]).toMatchObject({
      StatusCode: 'Failed',
      StatusMessage: expect.stringContaining('Termination Reason: Client.InternalError: Client error on launch'),
    });
    await fleet.advance(minutes(4));
    expect(fleet.members('InService')).toHaveLength(4);
  });

  it('of one group leaves the others alone', async () => {
    const fleet = fleetWith({ kind: 'refuse-key', group: 'api' });
    await fleet.advance(minutes(2));
    expect(fleet.members('InService')).toHaveLength(4);
  });
});
