import { type Invariant, instant } from './invariant.ts';
import type { Decision } from './observation.ts';

const INCREASE_TO_DECREASE_MS = 5 * 60_000;
const HOUR_MS = 60 * 60_000;
const REVERSALS_MAX = 4;

/** Up and down only so often. */
export const noFlapping: Invariant = {
  id: 'S12',
  claim: 'at least 5 minutes from an increase to a decrease, and at most 4 changes of direction an hour',
  watch: () => {
    const tiers = new Map<string, Course>();
    return (seen) => {
      if (seen.kind !== 'decision' || seen.isRepeat || seen.to === seen.from) return null;
      const course = tiers.get(seen.tierId) ?? { direction: null, increasedAtMs: null, reversalsAtMs: [] };
      const direction = seen.to > seen.from ? 'out' : 'in';
      const isReversal = course.direction !== null && course.direction !== direction;
      const reversalsAtMs = course.reversalsAtMs.filter((atMs) => atMs > seen.atMs - HOUR_MS);
      if (isReversal) reversalsAtMs.push(seen.atMs);
      const increasedAtMs = direction === 'out' ? seen.atMs : course.increasedAtMs;
      tiers.set(seen.tierId, { direction, increasedAtMs, reversalsAtMs });
      return direction === 'out' ? null : problem(seen, course.increasedAtMs, reversalsAtMs.length);
    };
  },
};

interface Course {
  readonly direction: 'out' | 'in' | null;
  readonly increasedAtMs: number | null;
  readonly reversalsAtMs: number[];
}

/** Only decreases can be refused: an increase is always allowed. */
const problem = ({ tierId, to, atMs }: Decision, increasedAtMs: number | null, reversals: number): string | null => {
  if (increasedAtMs !== null && atMs - increasedAtMs < INCREASE_TO_DECREASE_MS) {
    return `tier ${tierId} was to shrink to ${to}, having grown at ${instant(increasedAtMs)}`;
  }
  if (reversals <= REVERSALS_MAX) return null;
  return `tier ${tierId} was to shrink to ${to}, the change of direction number ${reversals} within an hour`;
};
