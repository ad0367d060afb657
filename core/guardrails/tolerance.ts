import { formatShare } from '../scaling/format-figures.ts';
import type { RailContext, RailVerdict } from './model.ts';

/**
 * A change that is small beside the present size is not worth its disturbance. A size outside the tier's bounds is
 * brought back whatever the distance.
 */
export function tolerance(want: number, { current, tier }: RailContext): RailVerdict | null {
  if (want === current || current < tier.min || current > tier.max) return null;
  const { tolerance: share } = tier.guardRails;
  if (Math.abs(want - current) > share * current) return null;
  return { size: current, reason: 'within-tolerance', text: `within ${formatShare(share)} of ${current}` };
}
