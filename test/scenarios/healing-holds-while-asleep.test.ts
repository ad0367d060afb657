import { expect, it } from 'vitest';
import { ask, healReasons, heals, openShopByDay, resize, SHOP, serving } from './shop.ts';
import type { World } from './world.ts';

/** Its status check fails; the group itself is told not to look. */
const impairOne = async (world: World): Promise<string> => {
  const [member] = serving(world, SHOP);
  if (member === undefined) throw new Error(`${SHOP} has nothing in service`);
  await world.cloud.call('autoscaling', 'SuspendProcesses', {
    AutoScalingGroupName: SHOP,
    ScalingProcesses: ['HealthCheck'],
  });
  world.cloud.ec2.impair(member.instanceId);
  return member.instanceId;
};

it('an instance that fails its checks is replaced by day, and left alone while the environment sleeps', async () => {
  const world = await openShopByDay(2);
  const bad = await impairOne(world);
  await world.advanceMinutes(5);
  expect(heals(world)).toMatchObject([{ tierId: 'shop', instanceId: bad, outcome: 'replaced' }]);

  await ask(world, 'asleep', 60);
  await world.advanceMinutes(4);
  await resize(world, SHOP, { MaxSize: 1, DesiredCapacity: 1 });
  await world.advanceMinutes(4);
  const left = await impairOne(world);
  await world.advanceMinutes(10);
  expect(serving(world, SHOP).map(({ instanceId }) => instanceId)).toEqual([left]);
  expect(heals(world)).toHaveLength(1);
  expect((await healReasons(world, 'shop')).at(-1)).toBe('asleep');
});
