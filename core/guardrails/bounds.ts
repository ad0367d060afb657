import type { RailContext, RailVerdict } from './model.ts';

/** Every size lies between the tier's min and max (spec S1). */
export function bounds(want: number, { tier }: RailContext): RailVerdict | null {
  if (want > tier.max) return { size: tier.max, reason: 'at-bound', text: `max is ${tier.max}` };
  if (want < tier.min) return { size: tier.min, reason: 'at-bound', text: `min is ${tier.min}` };
  return null;
}
