import type { RailContext, RailVerdict } from './model.ts';

/**
 * What all tiers together may lose in a minute is shared (spec S2). It does not keep a size over the max: bounds rule
 * (S1).
 */
export function removalBudget(want: number, { current, tier, removable }: RailContext): RailVerdict | null {
  if (want >= current || current > tier.max) return null;
  const floor = current - Math.max(0, Math.floor(removable));
  if (want >= floor) return null;
  return {
    size: floor,
    reason: 'budget-spent',
    text: `all tiers together may lose ${Math.max(0, removable)} more now`,
  };
}
