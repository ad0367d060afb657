import { expect, it } from 'vitest';
import { activitiesSince, openShopOf, serving } from './shop.ts';

it('an instance that somebody terminates is replaced by its group once, and by nobody else', async () => {
  const world = await openShopOf(3);
  const crashedAtMs = world.nowMs;
  const [victim] = serving(world);
  if (victim === undefined) throw new Error('nothing is in service');
  world.cloud.ec2.crash(victim.instanceId);
  await world.advanceMinutes(8);

  const ids = serving(world).map(({ instanceId }) => instanceId);
  expect(ids).toHaveLength(3);
  expect(ids).not.toContain(victim.instanceId);
  expect(activitiesSince(world, 'launch', crashedAtMs)).toBe(1);
  expect(activitiesSince(world, 'terminate', crashedAtMs)).toBe(1);
  expect(world.journal('execution', 'rubato-demo-heal-instance')).toEqual([]);
});
