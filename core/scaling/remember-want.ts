import { AGREEING_SWEEPS } from '../guardrails/step-limit.ts';
import type { RailState } from './model.ts';

const MINUTE_MS = 60_000;
/** Wants are forgotten when this many more minutes have passed than there may be wants: sweeps were missed. */
const MISSED_SWEEPS_MAX = 3;

/**
 * Add this sweep's want to those of the last ones. Two decisions in the same minute are one sweep: the larger want
 * counts, so an event that comes three times does not look like three sweeps that agree.
 */
export function rememberWant(rails: RailState, size: number, stabilisationMinutes: number, nowMs: number): RailState {
  const keep = Math.max(AGREEING_SWEEPS, stabilisationMinutes);
  const sinceMs = nowMs - (keep + MISSED_SWEEPS_MAX) * MINUTE_MS;
  const last = wantInMinute(rails, nowMs);
  const earlier = last === null ? rails.recentWants : rails.recentWants.slice(0, -1);
  const recentWants = earlier.slice(1 - keep).filter(({ atMs }) => atMs > sinceMs);
  recentWants.push(last === null ? { atMs: nowMs, size } : { atMs: last.atMs, size: Math.max(last.size, size) });
  return { ...rails, recentWants };
}

/** The want that the minute of `nowMs` has heard already, if any. */
export function wantInMinute({ recentWants }: RailState, nowMs: number): RailState['recentWants'][number] | null {
  const last = recentWants.at(-1);
  return last !== undefined && isSameMinute(last.atMs, nowMs) ? last : null;
}

export function isSameMinute(oneMs: number, otherMs: number): boolean {
  return Math.floor(oneMs / MINUTE_MS) === Math.floor(otherMs / MINUTE_MS);
}
