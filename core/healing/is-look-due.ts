import type { HealingState } from './model.ts';

const quietMs = 30 * 60_000;
const quietLookMs = 2 * 60_000;

/** Sweeps come each minute, give or take; one that comes a little early still counts. */
const halfSweepMs = 30_000;

/**
 * Whether the sweep has to look at a tier now: each minute, or each 2 minutes once nothing has been wrong for 30. The alarm on
 * unhealthy hosts and the events of EC2 and Auto Scaling look at once, whatever this says; only when all of those are
 * lost does a tier that was quiet wait up to a minute longer for its first look.
 */
export function isLookDue({ lastLookMs, quietSinceMs }: HealingState, nowMs: number): boolean {
  if (lastLookMs === null || quietSinceMs === null || nowMs - quietSinceMs < quietMs) return true;
  return nowMs - lastLookMs >= quietLookMs - halfSweepMs;
}
