import { expect, it } from 'vitest';
import { breaking } from './break-resource.ts';
import { inService, sizeAtTarget, sizeAtTargetFor, sizeChanges } from './watched-world.ts';
import { World } from './world.ts';

const STEP_AT_MINUTE = 5;

it('with the sweep off, alarms alone scale out on a threefold step', async () => {
  const world = await World.load({ alter: breaking('Schedule rubato-demo-tiers-0') });
  await sizeAtTargetFor(world, 3_000);
  world.drive((minutes) => (minutes < STEP_AT_MINUTE ? 3_000 : 9_000));

  await world.advanceMinutes(STEP_AT_MINUTE);
  expect(sizeChanges(world)).toEqual([]);

  await world.advanceMinutes(15);
  const needed = sizeAtTarget(world.tier(), 9_000);
  expect(world.journal('delivery', 'rubato-demo-tiers-0')).toEqual([]);
  expect(sizeChanges(world).at(-1)).toMatchObject({ to: needed });
  expect([world.desired(), inService(world)]).toEqual([needed, needed]);
});
