import { describe, expect, it } from 'vitest';
import { AwsError, type Faults } from '../../local/kernel.ts';
import { APP_STAGE, ask, openShopByDay, SHOP, sizesOf, staging, toldEvents } from './shop.ts';
import { executionsOf } from './watched-world.ts';
import type { World } from './world.ts';

/** Longer than the deadline of a stage. */
const DEADLINE_MINUTES = 5.75;

const outcomes = (world: World, workflow: string) => executionsOf(world, workflow).map(({ output }) => output);

const refusing = async (operation: string): Promise<{ readonly world: World; refuse(isOn: boolean): void }> => {
  let isRefusing = false;
  const interrupt: Faults['interrupt'] = (call) =>
    isRefusing && call.operation === operation ? new AwsError('ValidationError', 'no') : undefined;
  const world = await openShopByDay(2, undefined, { faults: { interrupt } });
  const refuse = (isOn: boolean): void => {
    isRefusing = isOn;
  };
  return { world, refuse };
};

describe('an execution of sleep-environment', () => {
  it('ends as asleep, with the lease given back', async () => {
    const world = await openShopByDay(2);
    await ask(world, 'asleep', 60);
    await world.advanceMinutes(4);
    expect(outcomes(world, 'sleep-environment')).toEqual([{ outcome: 'asleep' }]);
    const { epoch } = await staging(world);
    expect(await staging(world)).toMatchObject({ phase: 'asleep', attempt: 1 });
    expect(await staging(world)).not.toHaveProperty('leaseUntil');
    expect(toldEvents(world, 'Environment Asleep')).toMatchObject([{ environmentId: 'staging', epoch }]);
  });

  it('ends as not-empty by the deadline of a stage that does not empty, and the next attempt goes on', async () => {
    const world = await openShopByDay(2);
    const suspend = { AutoScalingGroupName: SHOP, ScalingProcesses: ['Terminate'] };
    await world.cloud.call('autoscaling', 'SuspendProcesses', suspend);
    await ask(world, 'asleep', 60);
    await world.advanceMinutes(DEADLINE_MINUTES);
    expect(outcomes(world, 'sleep-environment')).toEqual([{ outcome: 'not-empty' }]);
    expect(await staging(world)).toMatchObject({ phase: 'blocked', blockedReason: 'not-empty' });
    expect(await staging(world)).not.toHaveProperty('leaseUntil');
    expect(toldEvents(world, 'Environment Blocked')).toMatchObject([{ wanted: 'asleep', outcome: 'not-empty' }]);
    expect(sizesOf(world, APP_STAGE)).toEqual([1, 2, 2]);

    await world.cloud.call('autoscaling', 'ResumeProcesses', suspend);
    await world.advanceMinutes(4);
    expect(await staging(world)).toMatchObject({ phase: 'asleep', attempt: 2 });
  });

  it('ends as stopped-by-switch at its next step once the switch is off, and goes on when it is on again', async () => {
    const world = await openShopByDay(2);
    await ask(world, 'asleep', 60);
    await world.cloud.advance(65_000);
    await world.rehearsal.throwSwitch('off');
    await world.advanceMinutes(2);
    expect(outcomes(world, 'sleep-environment')).toEqual([{ outcome: 'stopped-by-switch' }]);
    expect(await staging(world)).toMatchObject({ phase: 'blocked', blockedReason: 'stopped-by-switch' });
    expect(sizesOf(world, APP_STAGE)).toEqual([1, 2, 2]);

    await world.rehearsal.throwSwitch('on');
    await world.advanceMinutes(5);
    expect(await staging(world)).toMatchObject({ phase: 'asleep' });
  });

  it('ends as call-failed when Auto Scaling refuses, and the next attempt goes on', async () => {
    const { world, refuse } = await refusing('UpdateAutoScalingGroup');
    refuse(true);
    await ask(world, 'asleep', 60);
    await world.cloud.advance(2.5 * 60_000);
    expect(outcomes(world, 'sleep-environment')).toEqual([{ outcome: 'call-failed' }]);
    expect(await staging(world)).toMatchObject({ phase: 'blocked', blockedReason: 'call-failed' });
    refuse(false);
    await world.advanceMinutes(5);
    expect(await staging(world)).toMatchObject({ phase: 'asleep', attempt: 2 });
  });
});

describe('an execution of wake-environment', () => {
  it('ends as awake, with the lease given back and no sizes kept', async () => {
    const world = await openShopByDay(2);
    await ask(world, 'asleep', 4);
    await world.advanceMinutes(8);
    expect(outcomes(world, 'wake-environment')).toEqual([{ outcome: 'awake' }]);
    const { epoch } = await staging(world);
    expect(await staging(world)).toMatchObject({ phase: 'awake', savedSizes: {} });
    expect(await staging(world)).not.toHaveProperty('leaseUntil');
    expect(toldEvents(world, 'Environment Awake')).toMatchObject([{ environmentId: 'staging', epoch }]);
  });

  it('ends as stopped-by-switch at its next step once the switch is off, and goes on when it is on again', async () => {
    const world = await openShopByDay(2);
    await ask(world, 'asleep', 4);
    await world.cloud.advance(4 * 60_000 + 5000);
    await world.rehearsal.throwSwitch('off');
    await world.advanceMinutes(2);
    expect(outcomes(world, 'wake-environment')).toEqual([{ outcome: 'stopped-by-switch' }]);
    expect(await staging(world)).toMatchObject({ phase: 'blocked', blockedReason: 'stopped-by-switch' });
    expect(sizesOf(world, SHOP)).toEqual([0, 0, 0]);

    await world.rehearsal.throwSwitch('on');
    await world.advanceMinutes(5);
    expect(await staging(world)).toMatchObject({ phase: 'awake' });
    expect([sizesOf(world, APP_STAGE), sizesOf(world, SHOP)]).toEqual([
      [1, 2, 2],
      [1, 4, 2],
    ]);
  });

  it('ends as call-failed when Auto Scaling refuses, and the next attempt goes on', async () => {
    const { world, refuse } = await refusing('UpdateAutoScalingGroup');
    await ask(world, 'asleep', 4);
    await world.cloud.advance(3.5 * 60_000);
    refuse(true);
    await world.advanceMinutes(2);
    expect(outcomes(world, 'wake-environment')).toEqual([{ outcome: 'call-failed' }]);
    expect(await staging(world)).toMatchObject({ phase: 'blocked', blockedReason: 'call-failed' });
    refuse(false);
    await world.advanceMinutes(5);
    expect(await staging(world)).toMatchObject({ phase: 'awake', attempt: 2 });
    expect(sizesOf(world, SHOP)).toEqual([1, 4, 2]);
  });
});
