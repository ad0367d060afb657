import { expect, it } from 'vitest';
import { sizeChanges } from './watched-world.ts';
import { World } from './world.ts';

it('a shadow that wants far more is recorded beside the decisions, and nothing follows from it', async () => {
  const world = await World.load({ blueprintFile: 'test/blueprints/launch-day.yaml' });
  await world.rehearsal.sizeFor(world.tier(), 2_000);
  world.drive(() => 2_000);
  await world.advanceMinutes(20);

  const shadows = (await world.decisions('tier web'))
    .filter(({ kind }) => kind === 'scale')
    .flatMap(({ inputs }) => inputs['shadow'] ?? []) as { readonly policy: string; readonly size: number }[];
  expect(new Set(shadows.map(({ policy }) => policy))).toEqual(new Set(['hpa']));
  expect(Math.max(...shadows.map(({ size }) => size))).toBeGreaterThanOrEqual(10);
  expect(world.desired()).toBe(3);
  expect(sizeChanges(world).every(({ to }) => to <= 3)).toBe(true);
});
