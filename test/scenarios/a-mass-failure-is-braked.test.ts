import { expect, it } from 'vitest';
import { activitiesSince, hang, healReasons, openShopOf, serving } from './shop.ts';

it('half of a tier that hangs at once is not touched, and is told once', async () => {
  const world = await openShopOf(6);
  const hungAtMs = world.nowMs;
  const bad = hang(world, 3);
  await world.advanceMinutes(20);

  expect(activitiesSince(world, 'terminate', hungAtMs)).toBe(0);
  expect(serving(world).map(({ instanceId }) => instanceId)).toEqual(expect.arrayContaining([...bad]));
  expect(world.journal('execution', 'rubato-demo-heal-instance')).toEqual([]);
  expect(await healReasons(world)).toEqual(['healthy', 'braking']);
  const alerts = world.journal('log').filter(({ detail }) => String(detail['line']).includes('healing brakes'));
  expect(alerts).toHaveLength(1);
});
