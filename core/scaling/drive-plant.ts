import type { PlantView } from './plant.ts';
import type { OpenedPolicy } from './policy.ts';

const TICK_MS = 60_000;

/**
 * A policy as the plant asks it: each tick it is told the minute before and then asked for a size, and it is told what
 * a deployed policy is told.
 *
 * @param startMs the beginning of tick 0. That of 1970 is a midnight, for a policy that keeps a calendar
 */
export function drivePlant({ run: begun }: OpenedPolicy, startMs = 0): (view: PlantView) => number {
  let run = begun;
  let sizeBefore = Number.NaN;
  let lastIncreaseAtMs: number | null = null;
  let lastDecreaseAtMs: number | null = null;
  return ({ tick, previous, ready, pending }) => {
    const nowMs = startMs + tick * TICK_MS;
    const size = ready + pending;
    if (size > sizeBefore) lastIncreaseAtMs = nowMs - TICK_MS;
    if (size < sizeBefore) lastDecreaseAtMs = nowMs - TICK_MS;
    sizeBefore = size;
    if (previous !== null) {
      const { demand: load, ready: served } = previous;
      run = run.observe({ minuteMs: nowMs - TICK_MS, load, isComplete: true, ready: served, size });
    }
    const want = run.want({ nowMs, size, ready, pending, lastIncreaseAtMs, lastDecreaseAtMs });
    run = want.after ?? run;
    return want.size;
  };
}
