import { expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS, TUESDAY_10_MS, World } from './world.ts';

/** 20:00 in Rome. */
const EVENING_MS = TUESDAY_10_MS + 10 * HOUR_MS;
/** 08:00 in Rome. */
const MORNING_MS = EVENING_MS + 12 * HOUR_MS;

it('staging sleeps outside of office hours and has its exact sizes back in the morning', async () => {
  const world = await World.load({ startAtMs: EVENING_MS - HOUR_MS });
  const desired = (): readonly number[] => ['app', 'web'].map((stage) => world.desired(`rubato-demo-staging-${stage}`));
  await world.cloud.call('autoscaling', 'SetDesiredCapacity', {
    AutoScalingGroupName: 'rubato-demo-staging-web',
    DesiredCapacity: 3,
  });

  await world.cloud.advanceTo(EVENING_MS - MINUTE_MS);
  expect(desired()).toEqual([1, 3]);

  await world.cloud.advanceTo(EVENING_MS + 10 * MINUTE_MS);
  expect(desired()).toEqual([0, 0]);

  await world.cloud.advanceTo(MORNING_MS - MINUTE_MS);
  expect(desired()).toEqual([0, 0]);

  await world.cloud.advanceTo(MORNING_MS + 15 * MINUTE_MS);
  expect(desired()).toEqual([1, 3]);
});
