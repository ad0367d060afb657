import { expect, it } from 'vitest';
import { DEFAULT_EC2_SETTINGS } from '../../local/services/ec2/ec2-settings.ts';
import { hang, heals, openShopOf, serving } from './shop.ts';
import { executionsOf } from './watched-world.ts';
import type { World } from './world.ts';

const IN_TIME_MS = (DEFAULT_EC2_SETTINGS.bootSeconds + 180) * 1000;

/** These were replaced, in that order, and each execution was done in time. */
const expectInTime = (world: World, bad: readonly (string | undefined)[]): void => {
  expect(heals(world)).toMatchObject(bad.map((instanceId) => ({ instanceId, outcome: 'replaced' })));
  for (const { startedAtMs, endedAtMs = Number.NaN } of executionsOf(world, 'heal-instance'))
    expect(endedAtMs - startedAtMs).toBeLessThanOrEqual(IN_TIME_MS);
};

it('of two instances that hang at once, each is replaced without waiting for the other', async () => {
  const world = await openShopOf(10);
  const [first, ...others] = serving(world);
  const second = others.find(({ zone }) => zone !== first?.zone); // Two of five in a zone would be a zone event.
  const bad = [first?.instanceId, second?.instanceId];
  for (const id of bad) world.cloud.ec2.hang(id ?? '');
  await world.advanceMinutes(15);

  expectInTime(world, bad.toSorted()); // Bad for equally long: the smaller id comes first.
});

it('an instance that hangs while another is being replaced does not hold that up, and is next', async () => {
  const world = await openShopOf(6);
  const [first] = hang(world);
  await world.advanceMinutes(3);
  const [second] = hang(world);
  await world.advanceMinutes(12);

  expectInTime(world, [first, second]);
});
