import type { RailState } from '../scaling/model.ts';
import type { RailContext, RailVerdict } from './model.ts';

const INCREASE_TO_DECREASE_MS = 5 * 60_000;
const REVERSAL_WINDOW_MS = 60 * 60_000;
const REVERSALS_MAX = 4;

/**
 * At least 5 minutes from an increase to a decrease, and at most 4 changes of direction an hour, after which the
 * larger size is held (spec S12). An increase is never refused, so a decrease that changes direction must leave
 * room for the increase that may follow it.
 */
export function flapping(want: number, { current, rails, nowMs }: RailContext): RailVerdict | null {
  if (want >= current || rails.lastIncreaseAtMs === null) return null;
  const leftMs = rails.lastIncreaseAtMs + INCREASE_TO_DECREASE_MS - nowMs;
  if (leftMs > 0) {
    const text = `the last increase was under 5 min ago, ${Math.ceil(leftMs / 1000)} s left`;
    return { size: current, reason: 'flapping', text };
  }
  const reversals = recentReversals(rails, nowMs).length;
  if (!reverses('in', rails) || reversals + 2 <= REVERSALS_MAX) return null;
  return { size: current, reason: 'flapping', text: `${reversals} changes of direction within the hour` };
}

/** Whether a change in this direction turns the last one round. */
export function reverses(direction: 'out' | 'in', { lastIncreaseAtMs, lastDecreaseAtMs }: RailState): boolean {
  if (direction === 'out') return lastDecreaseAtMs !== null && lastDecreaseAtMs > (lastIncreaseAtMs ?? -1);
  return lastIncreaseAtMs !== null && lastIncreaseAtMs >= (lastDecreaseAtMs ?? -1);
}

/** Changes of direction that still count. */
export function recentReversals(rails: RailState, nowMs: number): readonly number[] {
  return rails.reversalsAtMs.filter((atMs) => atMs > nowMs - REVERSAL_WINDOW_MS);
}
