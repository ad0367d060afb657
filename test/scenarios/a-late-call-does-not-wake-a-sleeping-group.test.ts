import { expect, it } from 'vitest';
import { ask, openShopByDay, SHOP, sizesOf, staging } from './shop.ts';

it('a call that sizes a group and comes after it fell asleep is refused, and the wake restores its exact sizes', async () => {
  const world = await openShopByDay(2);
  await ask(world, 'asleep', 9);
  await world.advanceMinutes(6);
  expect(await staging(world)).toMatchObject({ phase: 'asleep' });
  const late = { AutoScalingGroupName: SHOP, DesiredCapacity: 3, HonorCooldown: false };
  await expect(world.cloud.call('autoscaling', 'SetDesiredCapacity', late)).rejects.toThrow('above max value 0');
  expect(sizesOf(world, SHOP)).toEqual([0, 0, 0]);
  await world.advanceMinutes(8);
  expect(sizesOf(world, SHOP)).toEqual([1, 4, 2]);
});
