import { expect, it } from 'vitest';
import type { JournalEntry } from '../../local/kernel.ts';
import { APP_STAGE, ask, openShopByDay, SHOP, sizesOf, storedItem } from './shop.ts';
import type { World } from './world.ts';

/** When each instance of a group came to a state, in order. */
const reached = (world: World, group: string, state: string, sinceMs: number): readonly number[] =>
  world
    .journal('instance')
    .filter(
      ({ atMs, detail }: JournalEntry) => atMs >= sinceMs && detail['group'] === group && detail['state'] === state,
    )
    .map(({ atMs }) => atMs);

it('the last stage is empty before the first one begins to empty, and is launched once the first one is up', async () => {
  const world = await openShopByDay(3);
  const sleepAtMs = world.nowMs;
  await ask(world, 'asleep', 8);
  await world.advanceMinutes(7);
  const gone = reached(world, SHOP, 'terminated', sleepAtMs);
  const going = reached(world, APP_STAGE, 'shutting-down', sleepAtMs);
  expect([gone.length, going.length]).toEqual([3, 2]);
  expect(Math.max(...gone)).toBeLessThan(Math.min(...going));

  const wakeAtMs = world.nowMs;
  const suspendedAtLaunch: unknown[] = [];
  const stop = world.cloud.journal.watch(({ kind, detail }) => {
    if (kind !== 'instance' || detail['group'] !== SHOP || detail['state'] !== 'pending') return;
    void storedItem(world, 'TIER#shop').then((item) => suspendedAtLaunch.push(item['suspendedBy']));
  });
  await world.advanceMinutes(5);
  stop();
  const up = reached(world, APP_STAGE, 'running', wakeAtMs);
  const launched = reached(world, SHOP, 'pending', wakeAtMs);
  expect([up.length, launched.length]).toEqual([2, 3]);
  expect(Math.max(...up)).toBeLessThan(Math.min(...launched));
  expect(suspendedAtLaunch).toEqual(['staging', 'staging', 'staging']);
  expect(await storedItem(world, 'TIER#shop')).not.toHaveProperty('suspendedBy');
  expect([sizesOf(world, APP_STAGE), sizesOf(world, SHOP)]).toEqual([
    [1, 2, 2],
    [1, 4, 3],
  ]);
});
