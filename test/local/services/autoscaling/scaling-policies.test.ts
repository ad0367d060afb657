import { describe, expect, it } from 'vitest';
import { DemoFleet, minutes, seconds } from '../../workload/demo-fleet.ts';

const named = { AutoScalingGroupName: 'web', PolicyName: 'grow' };

const put = (fleet: DemoFleet, policy: object) =>
  fleet.call<{ readonly PolicyARN: string }>('autoscaling', 'PutScalingPolicy', {
    ...named,
    AdjustmentType: 'ChangeInCapacity',
    ScalingAdjustment: 1,
    ...policy,
  });

const execute = (fleet: DemoFleet, input: object = {}) =>
  fleet.call('autoscaling', 'ExecutePolicy', { ...named, ...input });

/** Ten minutes after its start, beyond every cooldown. */
const fleetOf = async (desired: number): Promise<DemoFleet> => {
  const fleet = new DemoFleet({ group: { DesiredCapacity: String(desired), Cooldown: '300' } });
  await fleet.advance(minutes(10));
  return fleet;
};

describe('a simple scaling policy', () => {
  it.each([
    { policy: { ScalingAdjustment: 3 }, desired: 7 },
    { policy: { ScalingAdjustment: -1 }, desired: 3 },
    { policy: { ScalingAdjustment: -9 }, desired: 2 },
    { policy: { AdjustmentType: 'ExactCapacity', ScalingAdjustment: 6 }, desired: 6 },
    { policy: { AdjustmentType: 'ExactCapacity', ScalingAdjustment: 60 }, desired: 10 },
    { policy: { AdjustmentType: 'PercentChangeInCapacity', ScalingAdjustment: 70 }, desired: 6 },
    { policy: { AdjustmentType: 'PercentChangeInCapacity', ScalingAdjustment: 10 }, desired: 5 },
    { policy: { AdjustmentType: 'PercentChangeInCapacity', ScalingAdjustment: -10 }, desired: 3 },
    { policy: { AdjustmentType: 'PercentChangeInCapacity', ScalingAdjustment: -45 }, desired: 3 },
    {
      policy: { AdjustmentType: 'PercentChangeInCapacity', ScalingAdjustment: 10, MinAdjustmentMagnitude: 2 },
      desired: 6,
    },
  ])('of $policy leads from 4 to $desired within 2 and 10', async ({ policy, desired }) => {
    const fleet = await fleetOf(4);
    await put(fleet, policy);
    await execute(fleet);
    expect(fleet.autoscaling.existing('web').desired).toBe(desired);
  });

  it('is told in the cause of what it launches', async () => {
    const fleet = await fleetOf(2);
    await put(fleet, {});
    await execute(fleet);
    await fleet.advance(minutes(1));
    expect(fleet.autoscaling.existing('web').activities.at(-1)?.cause).toContain(
      'At 2026-01-06T00:10:00Z a user request executed policy grow changing the desired capacity from 2 to 3.',
    );
  });

  it('waits for the activity under way and for its own cooldown, when it is to honour them', async () => {
    const fleet = await fleetOf(2);
    await put(fleet, { Cooldown: 60 });
    const honour = () => execute(fleet, { HonorCooldown: true });
    await honour();
    await fleet.advance(seconds(15));
    await expect(honour()).rejects.toMatchObject({ code: 'ScalingActivityInProgress' });
    await fleet.advance(seconds(10));
    expect(fleet.members('InService')).toHaveLength(3);
    await fleet.advance(seconds(59));
    await expect(honour()).rejects.toMatchObject({ code: 'ScalingActivityInProgress' });
    await fleet.advance(seconds(1));
    await honour();
    expect(fleet.autoscaling.existing('web').desired).toBe(4);
  });

  it("has the group's cooldown where it has none, and none where it is not to honour it", async () => {
    const fleet = await fleetOf(2);
    await put(fleet, {});
    await execute(fleet);
    await fleet.advance(seconds(25 + 299));
    await expect(execute(fleet, { HonorCooldown: true })).rejects.toMatchObject({ code: 'ScalingActivityInProgress' });
    await execute(fleet);
    expect(fleet.autoscaling.existing('web').desired).toBe(4);
  });

  it('is found by DescribePolicies, executed by its ARN and gone after DeletePolicy', async () => {
    const fleet = await fleetOf(2);
    const { PolicyARN } = await put(fleet, { Cooldown: 60 });
    expect(PolicyARN).toMatch(/:scalingPolicy:[0-9a-f-]{36}:autoScalingGroupName\/web:policyName\/grow$/);
    expect((await put(fleet, { Cooldown: 90 })).PolicyARN).toBe(PolicyARN);
    expect(await fleet.call('autoscaling', 'DescribePolicies', { PolicyNames: ['grow'] })).toMatchObject({
      ScalingPolicies: [{ ...named, PolicyARN, PolicyType: 'SimpleScaling', ScalingAdjustment: 1, Cooldown: 90 }],
    });
    await fleet.call('autoscaling', 'ExecutePolicy', { PolicyName: PolicyARN });
    expect(fleet.autoscaling.existing('web').desired).toBe(3);
    await fleet.call('autoscaling', 'DeletePolicy', named);
    await expect(execute(fleet)).rejects.toThrow('PolicyName not found - grow');
  });

  it.each([
    { policy: { PolicyType: 'StepScaling' }, message: 'PolicyType is StepScaling; it must be one of SimpleScaling' },
    { policy: { AdjustmentType: 'Percent' }, message: 'AdjustmentType is Percent; it must be one of ChangeInCapacity' },
    { policy: { ScalingAdjustment: undefined }, message: 'ScalingAdjustment is missing; it must be a whole number' },
    { policy: { AdjustmentType: 'ExactCapacity', ScalingAdjustment: -1 }, message: 'must be at least 0' },
    { policy: { MinAdjustmentMagnitude: 2 }, message: 'allowed with PercentChangeInCapacity alone' },
  ])('is refused: $message', async ({ policy, message }) => {
    await expect(put(new DemoFleet(), policy)).rejects.toThrow(message);
  });

  it('ends the run where it is of another kind', async () => {
    await expect(put(new DemoFleet(), { TargetTrackingConfiguration: {} })).rejects.toThrow(
      'does not know TargetTrackingConfiguration',
    );
  });
});
