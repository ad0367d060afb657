import { expect, it } from 'vitest';
import { World } from './world.ts';

it('a tier beyond the bounds of its group is blocked, and a simulation begins all the same', async () => {
  const world = await World.load({ blueprintFile: 'test/blueprints/sleeping-shop.yaml' });
  const [tier, group] = [world.tier('web'), world.cloud.autoscaling.group('rubato-demo-web')];
  expect([tier.min, group?.min]).toEqual([1, 2]);
  await world.rehearsal.sizeFor(tier, 1);
  await world.advanceMinutes(2);
  expect(world.desired()).toBe(2);
  const decisions = (await world.decisions()).filter(({ subject }) => subject === 'tier web');
  expect(decisions.map(({ action, reason }) => [action, reason])).toContainEqual(['blocked', 'bounds']);
});
