import type { RailContext, RailVerdict } from './model.ts';

const HEALTHY_SHARE_MIN = 0.9;

/**
 * While fewer than 90 % of the desired instances are ready, nothing that serves or is about to serve is taken away
 * (spec S4). Giving up what never arrived is still allowed, so a group without capacity does not hold a size forever.
 */
export function healthyFloor(want: number, { current, fleet, healthy }: RailContext): RailVerdict | null {
  if (want >= current || healthy >= HEALTHY_SHARE_MIN * fleet.desired) return null;
  const floor = Math.min(current, fleet.ready + fleet.pending);
  if (want >= floor) return null;
  return { size: floor, reason: 'fleet-unhealthy', text: `only ${healthy} of ${fleet.desired} are healthy` };
}
