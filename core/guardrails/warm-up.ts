import type { RailContext, RailVerdict } from './model.ts';

/**
 * What was launched gets its warm-up time before anything is taken away: until then the load it will carry cannot be
 * seen. Increases need no such rail, for policies ask for a size and not for a change.
 */
export function warmUp(want: number, { current, tier, rails, nowMs }: RailContext): RailVerdict | null {
  if (want >= current || rails.lastIncreaseAtMs === null) return null;
  const leftMs = rails.lastIncreaseAtMs + tier.warmUpSeconds * 1000 - nowMs;
  if (leftMs <= 0) return null;
  return { size: current, reason: 'warming-up', text: `instances are warming up, ${Math.ceil(leftMs / 1000)} s left` };
}
