import { expect, it } from 'vitest';
import { createFaults } from '../../local/faults/create-faults.ts';
import { inService, sizeAtTarget, sizeAtTargetFor } from './watched-world.ts';
import { MINUTE_MS, TUESDAY_10_MS, World } from './world.ts';

const FROM_MINUTE = 6;
const UNTIL_MINUTE = 16;
const SWEEPS = 2;
const BOOT_MINUTES = 2.5;

const LOAD_BEFORE = 3_000;
const LOAD_AFTER = 9_000;

/** Each has other calls turned away. */
const SEEDS = [1, 2, 3, 4, 5, 14];

it.each(SEEDS)(
  'with half of all calls throttled for ten minutes all is as it should be two sweeps after they end (seed %i)',
  async (seed) => {
    const world = await World.load({
      seed,
      faults: createFaults([
        {
          kind: 'throttle-calls',
          call: '*:*',
          share: 0.5,
          fromMs: TUESDAY_10_MS + FROM_MINUTE * MINUTE_MS,
          untilMs: TUESDAY_10_MS + UNTIL_MINUTE * MINUTE_MS,
        },
      ]),
    });
    await sizeAtTargetFor(world, LOAD_BEFORE);
    world.drive((minutes) => (minutes < FROM_MINUTE + 2 ? LOAD_BEFORE : LOAD_AFTER));

    await world.advanceMinutes(UNTIL_MINUTE + SWEEPS);
    const needed = sizeAtTarget(world.tier(), LOAD_AFTER);
    expect(world.journal('fault').length).toBeGreaterThan(20);
    expect(world.desired()).toBe(needed);
    await world.advanceMinutes(BOOT_MINUTES);
    expect(inService(world)).toBe(needed);
  },
);
