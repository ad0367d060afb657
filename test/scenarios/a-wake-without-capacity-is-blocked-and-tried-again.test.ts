import { expect, it } from 'vitest';
import { readEnvironments } from '../../cli/simulation/read-environments.ts';
import { APP_STAGE, ask, openShopByDay, SHOP, sizesOf, staging, storedItem, toldEvents } from './shop.ts';
import type { World } from './world.ts';

const reported = (world: World) => readEnvironments(world.rehearsal, {}, 0, world.nowMs);

it('a wake that finds no capacity is blocked with a reason, and the attempt after brings the exact sizes', async () => {
  const world = await openShopByDay(3);
  await ask(world, 'asleep', 5);
  await world.advanceMinutes(4);
  world.cloud.ec2.lack([{}]);
  await world.advanceMinutes(5.75); // A minute until the wake, and 4.5 until the deadline of its first stage.
  expect(await staging(world)).toMatchObject({ phase: 'blocked', blockedReason: 'not-running', attempt: 1 });
  expect(await staging(world)).not.toHaveProperty('leaseUntil');
  expect(await storedItem(world, 'TIER#shop')).toMatchObject({ suspendedBy: 'staging' });
  expect(toldEvents(world, 'Environment Blocked')).toMatchObject([
    { environmentId: 'staging', wanted: 'awake', outcome: 'not-running' },
  ]);

  const [told] = world.journal('event', 'rubato/Environment Blocked');
  expect(await reported(world)).toMatchObject([{ blocked: { sinceMs: told?.atMs, reason: 'not-running' } }]);

  world.cloud.ec2.lack([]);
  await world.advanceMinutes(7);
  expect(await staging(world)).toMatchObject({ phase: 'awake', attempt: 2, savedSizes: {} });
  expect(await reported(world)).toMatchObject([{ blocked: null }]);
  expect([sizesOf(world, APP_STAGE), sizesOf(world, SHOP)]).toEqual([
    [1, 2, 2],
    [1, 4, 3],
  ]);
  expect(await storedItem(world, 'TIER#shop')).not.toHaveProperty('suspendedBy');
});
