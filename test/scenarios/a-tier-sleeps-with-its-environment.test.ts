import { expect, it } from 'vitest';
import type { Execution } from '../../local/asl/execution.ts';
import { ask, openShopByDay, SHOP, serving, sizesOf, staging, storedItem } from './shop.ts';
import { executionsOf } from './watched-world.ts';
import type { World } from './world.ts';

const tier = (world: World) => storedItem(world, 'TIER#shop');
const ends = (executions: readonly Execution[]) =>
  executions.map(({ output }) => (output as { outcome: string }).outcome);
const reasons = async (world: World, sinceMs: number) =>
  (await world.decisions('tier shop'))
    .filter(({ atMs }) => atMs > sinceMs)
    .map(({ kind, reason }) => `${kind} ${reason}`);

it('a tier holds while its environment sleeps, learns nothing from it, and goes on with the size it had', async () => {
  // Orders double right before the sleep, and there are none during it.
  const world = await openShopByDay(2, (minutes) => (minutes < 9 ? 130 : minutes < 11 ? 260 : minutes < 31 ? 0 : 260));
  await world.advanceMinutes(4);
  const awake = await tier(world);
  expect(awake).toMatchObject({ target: 4 });
  expect(executionsOf(world, 'scale-tier').map(({ status }) => status)).toEqual(['RUNNING']);

  const askedAtMs = world.nowMs;
  await ask(world, 'asleep', 20);
  await world.advanceMinutes(5);
  expect(ends(executionsOf(world, 'scale-tier'))).toEqual(['superseded']);
  expect(await staging(world)).toMatchObject({ phase: 'asleep' });
  const asleep = await tier(world);
  expect(asleep).toMatchObject({ suspendedBy: 'staging' });
  expect(asleep).not.toHaveProperty('applied');
  expect(asleep['targetVersion']).toBeGreaterThan(awake['targetVersion'] as number);
  expect(await reasons(world, askedAtMs)).toEqual(expect.arrayContaining(['scale asleep', 'heal asleep']));

  await world.advanceMinutes(13);
  expect(serving(world, SHOP)).toEqual([]);
  expect(await tier(world)).toMatchObject({ suspendedBy: 'staging', policyState: asleep['policyState'] });
  await world.advanceMinutes(5);
  expect(await tier(world)).not.toHaveProperty('suspendedBy');
  expect(sizesOf(world, SHOP)).toEqual([1, 4, 4]);

  const wokenAtMs = world.nowMs;
  await world.advanceMinutes(6);
  expect(sizesOf(world, SHOP)).toEqual([1, 4, 4]);
  expect(await tier(world)).toMatchObject({ target: 4 });
  expect((await tier(world))['rails']).toMatchObject({
    recentWants: expect.arrayContaining([{ at: expect.anything(), size: 4 }]),
  });
  expect((await reasons(world, wokenAtMs)).filter((reason) => reason.startsWith('scale load'))).toEqual([]);
});
