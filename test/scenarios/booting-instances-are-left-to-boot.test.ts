import { expect, it } from 'vitest';
import { healReasons, openShopOf, serving } from './shop.ts';

/** EC2's checks pass 135 s after a launch, the application serves at 175 s: in between it looks like one that hangs. */
const SLOW_BOOTS = { ec2: { bootSeconds: 175, bootSpreadShare: 0 } };

it.each([1, 2, 3])('an instance that is launched to scale out is left to boot (seed %i)', async (seed) => {
  const world = await openShopOf(4, { seed, settings: SLOW_BOOTS });
  await world.cloud.call('autoscaling', 'SetDesiredCapacity', {
    AutoScalingGroupName: world.tier().group,
    DesiredCapacity: 5,
  });
  const before = serving(world).length;
  await world.advanceMinutes(8);

  expect([before, serving(world).length]).toEqual([4, 5]);
  expect(world.journal('execution', 'rubato-demo-heal-instance')).toEqual([]);
  expect(new Set(await healReasons(world))).toEqual(new Set(['healthy']));
  expect(world.rehearsal.series(world.tier()).at(-1)).toMatchObject({ ready: 5 });
});
