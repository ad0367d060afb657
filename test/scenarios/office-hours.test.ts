import { expect, it } from 'vitest';
import { HOUR_MS, TUESDAY_10_MS, World } from './world.ts';

it('staging sleeps outside of office hours and has its exact sizes back in the morning', async () => {
  const world = await World.load({ startAtMs: TUESDAY_10_MS });
  await world.cloud.call('autoscaling', 'SetDesiredCapacity', {
    AutoScalingGroupName: 'rubato-demo-staging-web',
    DesiredCapacity: 3,
  });

  await world.cloud.advanceTo(TUESDAY_10_MS + 9 * HOUR_MS);
  expect([world.desired('rubato-demo-staging-app'), world.desired('rubato-demo-staging-web')]).toEqual([1, 3]);

  await world.cloud.advanceTo(TUESDAY_10_MS + 10 * HOUR_MS + 10 * 60_000);
  expect([world.desired('rubato-demo-staging-app'), world.desired('rubato-demo-staging-web')]).toEqual([0, 0]);

  await world.cloud.advanceTo(TUESDAY_10_MS + 22 * HOUR_MS + 15 * 60_000);
  expect([world.desired('rubato-demo-staging-app'), world.desired('rubato-demo-staging-web')]).toEqual([1, 3]);
});
