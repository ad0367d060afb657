import { expect, it } from 'vitest';
import { hang, healReasons, heals, openShopOf, serving } from './shop.ts';

it('replaces six instances of a tier in an hour, and the seventh once the first of them is an hour ago', async () => {
  const world = await openShopOf(6);
  const bad: string[] = [];
  for (let count = 0; count < 7; count++) {
    bad.push(...hang(world));
    await world.advanceMinutes(6);
  }
  expect(heals(world).map(({ instanceId, outcome }) => [instanceId, outcome])).toEqual(
    bad.slice(0, 6).map((instanceId) => [instanceId, 'replaced']),
  );
  expect(serving(world).map(({ instanceId }) => instanceId)).toContain(bad[6]);
  expect((await healReasons(world)).at(-1)).toBe('budget-spent');

  await world.advanceMinutes(30);
  expect(heals(world).at(-1)).toMatchObject({ instanceId: bad[6], outcome: 'replaced' });
});
