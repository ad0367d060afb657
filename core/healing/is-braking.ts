import type { MemberHealth } from './model.ts';

/** A smaller zone is judged with its tier only: one of four is not a zone event. */
const smallestZone = 5;

/**
 * Whether so many members are bad at once that it is overload or a zone event and not a crashed machine (invariant S4): at least
 * 2, and over 20 % of the tier, or of a zone with at least 5. Replacing them would take capacity away when it is needed most.
 * Shares are of the members in service.
 */
export function isBraking(inService: readonly MemberHealth[], bad: ReadonlySet<string>): boolean {
  if (bad.size < 2) return false;
  const zones = Map.groupBy(inService, ({ zone }) => zone);
  return (
    isOverShare(inService, bad) ||
    [...zones.values()].some((zone) => zone.length >= smallestZone && isOverShare(zone, bad))
  );
}

/** Over 20 %, in whole numbers: a fifth of ten is exactly two. */
const isOverShare = (members: readonly MemberHealth[], bad: ReadonlySet<string>): boolean =>
  5 * members.filter(({ instanceId }) => bad.has(instanceId)).length > members.length;
