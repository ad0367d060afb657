import { expect, it } from 'vitest';
import { ask, hang, heals, ORDERS_PER_INSTANCE, openShopByDay, openShopOf, SHOP, sizesOf, staging } from './shop.ts';
import type { World } from './world.ts';

const lose = (world: World, pk: string, sk = 'STATE'): Promise<unknown> =>
  world.cloud.call('dynamodb', 'DeleteItem', {
    TableName: world.rehearsal.tableName,
    Key: { pk: { S: pk }, sk: { S: sk } },
  });

it('a tier whose item was deleted is sized by the next sweeps', async () => {
  const world = await openShopByDay(1, (minutes) => (minutes < 6 ? 1 : minutes < 20 ? 2 : 4) * ORDERS_PER_INSTANCE);
  await world.advanceMinutes(13);
  expect(sizesOf(world, SHOP)).toEqual([1, 4, 2]);
  await lose(world, 'TIER#shop');
  await world.advanceMinutes(4);
  expect(sizesOf(world, SHOP)).toEqual([1, 4, 4]);
});

it('an instance that hangs after the healing of its tier was deleted is replaced within minutes', async () => {
  const world = await openShopOf(3);
  hang(world);
  await world.advanceMinutes(8);
  await lose(world, 'TIER#web', 'HEALING');
  const [bad] = hang(world);
  await world.advanceMinutes(8);
  expect(heals(world).map(({ outcome }) => outcome)).toEqual(['replaced', 'replaced']);
  expect(heals(world).at(-1)).toMatchObject({ instanceId: bad });
});

it('an environment whose item was deleted sleeps when it is asked to', async () => {
  const world = await openShopByDay(2);
  await ask(world, 'asleep', 4);
  await world.advanceMinutes(10);
  await lose(world, 'ENV#staging');
  await lose(world, 'REGISTRY', 'ENVIRONMENTS');
  await world.advanceMinutes(2);
  await ask(world, 'asleep', 60);
  await world.advanceMinutes(4);
  expect(await staging(world)).toMatchObject({ phase: 'asleep', attempt: 1 });
});
