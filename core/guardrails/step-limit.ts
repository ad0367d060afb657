import type { RailState } from '../scaling/model.ts';
import type { RailContext, RailVerdict } from './model.ts';

/** Up by this factor or this many at once, whichever is more. */
const UP_FACTOR = 2;
const UP_MIN = 10;
/** Down by this share or one instance at once, whichever is more. */
const DOWN_SHARE = 0.1;
/** Sweeps whose wants together may allow a larger step down. */
export const AGREEING_SWEEPS = 7;

/**
 * How far one decision may go: up by at most the larger of 100 % and 10, down by at most the larger of 10 % and 1, or
 * by what the wants of the last 7 sweeps all allow, whichever is more (spec S2).
 *
 * Bounds rule over steps (S1): a size under the min is raised to the min at once.
 */
export function stepLimit(want: number, { current, tier, rails }: RailContext): RailVerdict | null {
  if (want > current) {
    const limit = Math.max(stepUp(current), tier.min);
    return want > limit ? { size: limit, reason: 'at-bound', text: `one step up ends at ${limit}` } : null;
  }
  const agreed = largestAgreedWant(rails);
  const limit = Math.min(current - Math.max(1, Math.floor(current * DOWN_SHARE)), agreed ?? current);
  if (want >= limit) return null;
  return { size: limit, reason: 'stabilising', text: `one step down ends at ${limit}` };
}

/** The largest size that one increase may come to. */
export function stepUp(from: number): number {
  return Math.max(from * UP_FACTOR, from + UP_MIN);
}

/** In how many steps at least a size comes up to another. */
export function stepsUp(from: number, to: number): number {
  let steps = 0;
  for (let size = from; size < to; size = stepUp(size)) steps += 1;
  return steps;
}

/** The least size from which one step comes up to another; under 0: any. */
export function oneStepBefore(size: number): number {
  return Math.min(Math.ceil(size / UP_FACTOR), size - UP_MIN);
}

function largestAgreedWant({ recentWants }: RailState): number | null {
  if (recentWants.length < AGREEING_SWEEPS) return null;
  return Math.max(...recentWants.slice(-AGREEING_SWEEPS).map(({ size }) => size));
}
