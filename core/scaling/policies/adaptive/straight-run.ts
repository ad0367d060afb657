import { LOAD, type Memory, PREVIOUS_LOAD, STRAIGHT_LENGTH, STRAIGHT_MINUTES } from './memory.ts';

/** Slopes that differ by less than this share of the load are the same. */
const SAME_SHARE = 0.0005;
/** In instances: the load below which they are compared as at this one. */
const LOAD_FLOOR = 0.1;
/** What the newest run counts for in the mean of their lengths. */
const LENGTH_SHARE = 0.1;
/** More is not looked ahead, so that the steepest slope times this is finite at half precision. */
const MINUTES_MAX = 6;

export function startStraightRuns({ singles }: Memory): void {
  singles[STRAIGHT_MINUTES] = 1;
  singles[STRAIGHT_LENGTH] = 1;
}

/**
 * Take in the next load, while the last ones are still known: either the run goes straight on, or the load has turned. How long a load stood
 * still says nothing of slopes.
 */
export function followStraightRun({ singles }: Memory, load: number): void {
  const last = singles[LOAD] ?? 0;
  const slope = last - (singles[PREVIOUS_LOAD] ?? 0);
  const same = SAME_SHARE * (load + LOAD_FLOOR);
  const minutes = singles[STRAIGHT_MINUTES] ?? 1;
  const hasTurned = Math.abs(load - last - slope) > same;
  singles[STRAIGHT_MINUTES] = hasTurned ? 1 : minutes + 1;
  if (!hasTurned || Math.abs(slope) <= same) return;
  const length = singles[STRAIGHT_LENGTH] ?? 1;
  singles[STRAIGHT_LENGTH] = length + LENGTH_SHARE * (minutes - length);
}

/**
 * For how many minutes, with the last one, the slope is to be reckoned with: 1 where the load turns each minute, as one that is counted each minute
 * does, in service always. A recording of a coarser period is brought to minutes by straight lines, as long as its period: right after a turn most of
 * one lies ahead.
 */
export function slopeMinutes({ singles }: Memory, bootMinutes: number): number {
  const ahead = Math.round(singles[STRAIGHT_LENGTH] ?? 1) - (singles[STRAIGHT_MINUTES] ?? 1);
  return 1 + Math.max(0, Math.min(bootMinutes, ahead, MINUTES_MAX - 1));
}
