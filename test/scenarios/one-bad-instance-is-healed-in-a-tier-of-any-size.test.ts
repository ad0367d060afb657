import { expect, it } from 'vitest';
import { firstEvidence, hang, heals, openShopOf, serving, sizesOf, storedItem, toldEvents, WEB } from './shop.ts';

it.each([1, 2, 3, 6])('one bad instance in a tier of %i is replaced, and the size of the group stays', async (size) => {
  const world = await openShopOf(size);
  const [bad] = hang(world);
  await world.advanceMinutes(7);

  expect(heals(world)).toMatchObject([{ tierId: 'web', instanceId: bad, outcome: 'replaced' }]);
  expect(world.rehearsal.series(world.tier()).map(({ desired }) => desired)).toEqual(
    world.rehearsal.series(world.tier()).map(() => size),
  );
  expect(sizesOf(world, WEB)).toEqual([1, 300, size]);
  const ids = serving(world).map(({ instanceId }) => instanceId);
  expect(ids).toHaveLength(size);
  expect(ids).not.toContain(bad);
  expect(await storedItem(world, 'TIER#web', 'HEALING')).not.toHaveProperty('leaseUntil');
  expect(await firstEvidence(world)).toMatchObject({ instanceId: bad, outcome: 'replaced' });
  expect(toldEvents(world, 'Instance Replaced')).toMatchObject([
    { tierId: 'web', instanceId: bad, outcome: 'replaced' },
  ]);
});
