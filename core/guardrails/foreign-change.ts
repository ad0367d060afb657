import type { RailContext, RailVerdict } from './model.ts';

/** How long somebody else's change of size is left alone. */
export const FOREIGN_CHANGE_RESPECT_MS = 15 * 60_000;

/** A size that somebody else set is not lowered for 15 minutes; increases go on (spec S10). */
export function foreignChange(want: number, { current, rails, nowMs }: RailContext): RailVerdict | null {
  if (want >= current || rails.foreignSinceMs === null) return null;
  const leftMs = rails.foreignSinceMs + FOREIGN_CHANGE_RESPECT_MS - nowMs;
  if (leftMs <= 0) return null;
  const text = `somebody else set ${rails.foreignSize ?? current}; not lowered for ${Math.ceil(leftMs / 60_000)} more min`;
  return { size: current, reason: 'foreign-change', text };
}
