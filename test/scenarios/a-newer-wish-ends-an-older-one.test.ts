import { expect, it } from 'vitest';
import { APP_STAGE, ask, openShopByDay, SHOP, sizesOf, staging, storedItem } from './shop.ts';
import { executionsOf } from './watched-world.ts';
import type { World } from './world.ts';

const outcomes = (world: World, workflow: string) => executionsOf(world, workflow).map(({ output }) => output);

it('a wish to be awake ends a sleep on its way, and a wish to sleep ends a wake on its way', async () => {
  const world = await openShopByDay(3);
  await ask(world, 'asleep', 60);
  await world.cloud.advance(90_000);
  expect(await staging(world)).toMatchObject({ phase: 'falling-asleep' });
  await ask(world, 'awake', 60);
  await world.advanceMinutes(4);
  expect(outcomes(world, 'sleep-environment')).toEqual([{ outcome: 'superseded' }]);
  expect(await staging(world)).toMatchObject({ phase: 'awake' });
  expect([sizesOf(world, APP_STAGE), sizesOf(world, SHOP)]).toEqual([
    [1, 2, 2],
    [1, 4, 3],
  ]);
  expect(await storedItem(world, 'TIER#shop')).not.toHaveProperty('suspendedBy');

  await ask(world, 'asleep', 60);
  await world.advanceMinutes(4);
  world.cloud.ec2.lack([{}]);
  await ask(world, 'awake', 60);
  await world.advanceMinutes(2);
  expect(await staging(world)).toMatchObject({ phase: 'waking' });
  await ask(world, 'asleep', 60);
  await world.advanceMinutes(4);
  expect(outcomes(world, 'wake-environment')).toEqual([{ outcome: 'awake' }, { outcome: 'superseded' }]);
  expect(await staging(world)).toMatchObject({ phase: 'asleep' });
  world.cloud.ec2.lack([]);
  await ask(world, 'awake', 60);
  await world.advanceMinutes(5);
  expect([sizesOf(world, APP_STAGE), sizesOf(world, SHOP)]).toEqual([
    [1, 2, 2],
    [1, 4, 3],
  ]);
});
