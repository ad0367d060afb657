import { expect, it } from 'vitest';
import { breaking } from './break-resource.ts';
import { activitiesSince, hang, openShopOf, serving } from './shop.ts';

const WITHOUT_HEALING = breaking('StateMachine rubato-demo-heal-instance');

it('without the state machine that replaces it, a hung instance stays where it is', async () => {
  const world = await openShopOf(3, { alter: WITHOUT_HEALING });
  const hungAtMs = world.nowMs;
  const [bad] = hang(world);
  await world.advanceMinutes(20);

  expect(serving(world).map(({ instanceId }) => instanceId)).toContain(bad);
  expect(activitiesSince(world, 'terminate', hungAtMs)).toBe(0);
  expect(world.journal('execution', 'rubato-demo-heal-instance').length).toBeGreaterThan(0);
});
