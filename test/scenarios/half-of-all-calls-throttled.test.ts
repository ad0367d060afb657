import { describe, expect, it } from 'vitest';
import { createFaults, type Fault } from '../../local/faults/create-faults.ts';
import { heals, staging, WEB } from './shop.ts';
import { inService, sizeAtTarget, sizeAtTargetFor } from './watched-world.ts';
import { HOUR_MS, MINUTE_MS, TUESDAY_10_MS, World } from './world.ts';

const FROM_MINUTE = 6;
const UNTIL_MINUTE = 16;
const SWEEPS = 2;
const BOOT_MINUTES = 2.5;

const LOAD_BEFORE = 3_000;
const LOAD_AFTER = 9_000;

/** 20:00 in Rome. */
const EVENING_MS = TUESDAY_10_MS + 10 * HOUR_MS;
/** 08:00 in Rome. */
const MORNING_MS = EVENING_MS + 12 * HOUR_MS;

/** Each has other calls turned away. */
const SEEDS = [1, 4, 14, 42, 44, 54];

const throttledFrom = (fromMs: number): Fault => ({
  kind: 'throttle-calls',
  call: '*:*',
  share: 0.5,
  fromMs,
  untilMs: fromMs + (UNTIL_MINUTE - FROM_MINUTE) * MINUTE_MS,
});

const stages = (world: World): readonly number[] =>
  ['app', 'web'].map((stage) => world.desired(`rubato-demo-staging-${stage}`));

describe('with half of all calls throttled for ten minutes all is as it should be two sweeps after they end', () => {
  it.each(SEEDS)('a tier has the size of its load (seed %i)', async (seed) => {
    const world = await World.load({
      seed,
      faults: createFaults([throttledFrom(TUESDAY_10_MS + FROM_MINUTE * MINUTE_MS)]),
    });
    await sizeAtTargetFor(world, LOAD_BEFORE);
    world.drive((minutes) => (minutes < FROM_MINUTE + 2 ? LOAD_BEFORE : LOAD_AFTER));

    await world.advanceMinutes(UNTIL_MINUTE + SWEEPS);
    const needed = sizeAtTarget(world.tier(), LOAD_AFTER);
    expect(world.journal('fault').length).toBeGreaterThan(20);
    expect(world.desired()).toBe(needed);
    await world.advanceMinutes(BOOT_MINUTES);
    expect(inService(world)).toBe(needed);
  });

  it.each(SEEDS)('an environment that fell due meanwhile is asleep (seed %i)', async (seed) => {
    const fromMs = EVENING_MS - 2 * MINUTE_MS;
    const faults = createFaults([throttledFrom(fromMs)]);
    const world = await World.load({ seed, startAtMs: EVENING_MS - 5 * MINUTE_MS, faults });
    await world.cloud.advanceTo(fromMs);
    expect(stages(world)).toEqual([1, 2]);
    await world.advanceMinutes(UNTIL_MINUTE - FROM_MINUTE + SWEEPS);
    expect(world.journal('fault').length).toBeGreaterThan(20);
    expect(stages(world)).toEqual([0, 0]);
    expect((await staging(world))['phase']).not.toBe('blocked');
  });

  it.each(SEEDS)('and one that was to wake has its sizes (seed %i)', async (seed) => {
    const fromMs = MORNING_MS - 2 * MINUTE_MS;
    const faults = createFaults([throttledFrom(fromMs)]);
    const world = await World.load({ seed, startAtMs: MORNING_MS - 10 * MINUTE_MS, faults });
    await world.cloud.advanceTo(fromMs);
    expect(stages(world)).toEqual([0, 0]);
    await world.advanceMinutes(UNTIL_MINUTE - FROM_MINUTE + SWEEPS);
    expect(world.journal('fault').length).toBeGreaterThan(20);
    expect(stages(world)).toEqual([1, 2]);
    expect((await staging(world))['phase']).not.toBe('blocked');
  });

  it.each(SEEDS)('and an instance that hung is replaced (seed %i)', async (seed) => {
    const fromMs = TUESDAY_10_MS + FROM_MINUTE * MINUTE_MS;
    const world = await World.load({ seed, faults: createFaults([throttledFrom(fromMs)]) });
    await sizeAtTargetFor(world, LOAD_BEFORE);
    world.drive(() => LOAD_BEFORE);
    const hung = world.rehearsal.hangOneAt(world.tier(), fromMs + MINUTE_MS);
    await world.advanceMinutes(UNTIL_MINUTE + SWEEPS);
    // The outcome of one replacement in some hundreds cannot be recorded; its execution fails then, which is told.
    expect(heals(world)).toMatchObject([{ instanceId: hung.instanceId }]);
    const members = world.cloud.autoscaling.group(WEB)?.members;
    expect(members?.has(hung.instanceId ?? '')).toBe(false);
    await world.advanceMinutes(BOOT_MINUTES);
    expect(inService(world)).toBe(sizeAtTarget(world.tier(), LOAD_BEFORE));
  });
});
