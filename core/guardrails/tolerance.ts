import { formatShare } from '../scaling/format-figures.ts';
import type { RailContext, RailVerdict } from './model.ts';

/**
 * A change that is small beside the present size is not worth its disturbance. A size outside the tier's bounds, or under the floor
 * of a schedule or a known event, is brought back whatever the distance. A want that ends at a bound is as large as it was before: a tier
 * under twice its load gets the last instances before its max as well.
 */
export function tolerance(want: number, { current, tier, floor }: RailContext, wanted: number): RailVerdict | null {
  const { min, max, guardRails } = tier;
  if (want === current || current < Math.max(min, floor) || current > max) return null;
  const asked = want === min || want === max ? wanted : want;
  if (Math.abs(asked - current) > guardRails.tolerance * current) return null;
  const text = `within ${formatShare(guardRails.tolerance)} of ${current}`;
  return { size: current, reason: 'within-tolerance', text };
}
