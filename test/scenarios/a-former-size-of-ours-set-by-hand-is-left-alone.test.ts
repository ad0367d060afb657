import { expect, it } from 'vitest';
import { resize, WEB } from './shop.ts';
import { sizeAtTargetFor } from './watched-world.ts';
import { World } from './world.ts';

it('a size that somebody sets is told and left alone, also where it was a target of ours minutes ago', async () => {
  const world = await World.load();
  await sizeAtTargetFor(world, 30_000);
  world.drive((minutes) => (minutes < 4 ? 30_000 : 5_000));
  const before = world.desired();
  while (world.desired() > before - 12) await world.advanceMinutes(1);
  const target = world.desired();

  await resize(world, WEB, { DesiredCapacity: before - 5 });
  await world.advanceMinutes(4);
  expect(target).toBeLessThan(before - 5);
  expect(world.desired()).toBe(before - 5);
  const told = (await world.decisions('tier web')).find(({ reason }) => reason === 'foreign-change');
  expect(told?.text).toContain(`somebody else set ${before - 5}`);
});
