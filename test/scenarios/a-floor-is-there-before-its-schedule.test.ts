import { expect, it } from 'vitest';
import { inService, sizeChanges } from './watched-world.ts';
import { MINUTE_MS, World } from './world.ts';

/** 10:30 in Rome, half an hour after the world begins. */
const LAUNCH_AT_MINUTE = 30;

it('the instances of a scheduled floor serve when its schedule begins, and go when it is over', async () => {
  const world = await World.load({ blueprintFile: 'test/blueprints/launch-day.yaml' });
  const startMs = world.nowMs;
  world.drive(() => 2_000);
  await world.settleAt(2_000);
  const before = world.desired();

  await world.cloud.advanceTo(startMs + LAUNCH_AT_MINUTE * MINUTE_MS);
  expect([before, world.desired(), inService(world)]).toEqual([3, 12, 12]);
  expect(sizeChanges(world).at(-1)).toEqual({
    atMs: startMs + (LAUNCH_AT_MINUTE - 5) * MINUTE_MS,
    from: 3,
    to: 12,
  });

  await world.cloud.advanceTo(startMs + (LAUNCH_AT_MINUTE + 59) * MINUTE_MS);
  expect(world.desired()).toBe(12);
  await world.advanceMinutes(30);
  expect(world.desired()).toBe(before);
});
