import type { Tier } from '../blueprint/model.ts';
import type { TierState } from './model.ts';
import { openPolicy } from './policies/open-policy.ts';
import type { Need } from './policy.ts';
import { findEventFloor, tellEvent } from './raise-for-events.ts';
import { withinBounds } from './within-bounds.ts';

/**
 * What a tier should be woken with at least, within its bounds: what its policy remembers of that time of other days or has on its
 * schedule, or what a known event wants, whichever is more.
 *
 * @param season what the policy remembers for weeks, as it was packed; null: nothing
 * @returns null when nothing is known of that time
 */
export function forecastWake(
  tier: Tier,
  { policyState }: Pick<TierState, 'policyState'>,
  season: Uint8Array | null,
  nowMs: number,
): Need | null {
  const { run } = openPolicy(tier.policy, policyState, season);
  const recalled = run.needFrom?.(nowMs) ?? null;
  const size = recalled?.size ?? 0;
  const floor = findEventFloor(tier, run.bootMinutes ?? 0, { nowMs, size });
  const isEvent = floor !== null && floor.event.size > size;
  const need = isEvent ? { size: floor.event.size, text: tellEvent(floor) } : recalled;
  return need && { ...need, size: withinBounds(tier, need.size) };
}
