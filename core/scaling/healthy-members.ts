import type { HostCount } from './feed-minutes.ts';
import type { Fleet, TierState } from './model.ts';

const MINUTE_MS = 60_000;

/**
 * Ready members that serve, as far as anybody can tell. A group that only asks EC2 counts hung members as ready; its load
 * balancer does not, but its count is of a past minute. Where a decrease came in that minute or after it, whoever was bad
 * then may be among those that are left (spec S4): the count is compared with the size before, and what it lacks is taken from the ready.
 */
export function healthyMembers(hosts: HostCount | null, fleet: Fleet, { ownSizes, rails }: TierState): number {
  if (hosts === null) return fleet.ready;
  const { lastDecreaseAtMs } = rails;
  const isBeforeDecrease = lastDecreaseAtMs !== null && hosts.minuteMs < lastDecreaseAtMs + MINUTE_MS;
  if (!isBeforeDecrease) return Math.min(fleet.ready, hosts.count);
  const bad = Math.max(0, Math.max(fleet.ready, ...ownSizes) - hosts.count);
  return Math.max(0, fleet.ready - bad);
}
