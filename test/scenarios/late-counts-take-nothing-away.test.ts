import { describe, expect, it } from 'vitest';
import { sizeAtTargetFor, sizeChanges } from './watched-world.ts';
import { World } from './world.ts';

const LOAD = 20_000;

describe('a load balancer that publishes each minute in two parts, at 20 s and at 90 s', () => {
  const late = { share: 0.6, lateSeconds: 90 };

  it('is believed once both are there: a steady load changes no size', async () => {
    const world = await World.load({ settings: { cloudwatch: { late } } });
    await sizeAtTargetFor(world, LOAD);
    world.drive(() => LOAD);
    await world.advanceMinutes(40);
    expect(sizeChanges(world)).toEqual([]);
  });

  it('is believed at once when the first part alone is too much', async () => {
    const world = await World.load({ settings: { cloudwatch: { late } } });
    await sizeAtTargetFor(world, LOAD);
    const startMs = world.nowMs;
    world.drive((minutes) => (minutes < 10 ? LOAD : 3 * LOAD));
    await world.advanceMinutes(13);
    const [first] = sizeChanges(world);
    expect(first?.to).toBeGreaterThan(first?.from ?? Number.POSITIVE_INFINITY);
    expect((first?.atMs ?? Number.POSITIVE_INFINITY) - startMs).toBeLessThan(12.5 * 60_000);
  });
});
