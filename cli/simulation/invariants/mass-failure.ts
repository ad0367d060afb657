import type { Blueprint } from '../../../core/blueprint/model.ts';
import { instant } from './invariant.ts';
import type { Beat, GroupSight, ItemWrite, Observation } from './observation.ts';

const BRAKE_INSTANCES = 2;
const BRAKE_SHARE = 0.2;
const BRAKE_ZONE_MEMBERS = 5;
/** Three sweeps, beyond the warm-up in which nothing is judged. */
const TOLD_WITHIN_MS = 3 * 60_000;

/** Overload or the failure of a zone, and not crashed machines. */
export const isMassFailure = ({ bad, inService, zones }: GroupSight): boolean => {
  const isMany = (count: number, of: number): boolean => count >= BRAKE_INSTANCES && count > BRAKE_SHARE * of;
  if (isMany(bad.length, inService)) return true;
  return Object.entries(zones).some(
    ([zone, members]) =>
      members >= BRAKE_ZONE_MEMBERS && isMany(bad.filter((each) => each.zone === zone).length, members),
  );
};

/** Whether each mass failure of a tier that is healed is told, and told once. */
export const watchAlerts = (blueprint: Blueprint) => {
  const tiers = Object.values(blueprint.tiers).filter(({ healing }) => healing !== null);
  const failingSinceMs = new Map<string, number>();
  const brakingSinceMs = new Map<string, number>();
  const toldAtMs = new Map<string, number>();
  const asleep = new Set<string>();
  let mode: unknown = blueprint.mode;

  const learn = ({ pk, sk, after, atMs }: ItemWrite): void => {
    if (pk === 'SWITCH') mode = after?.['mode'] ?? blueprint.mode;
    const tierId = pk.slice('TIER#'.length);
    if (sk === 'HEALING') {
      if (after?.['isBraking'] !== true) brakingSinceMs.delete(tierId);
      else if (!brakingSinceMs.has(tierId)) brakingSinceMs.set(tierId, atMs);
    }
    if (sk === 'STATE' && after?.['suspendedBy'] !== undefined) asleep.add(tierId);
    else if (sk === 'STATE') asleep.delete(tierId);
  };

  /** Of the mass failure that is known, or that the tier itself has braked for since. */
  const isTold = (tierId: string): boolean => {
    const sinceMs = Math.min(
      failingSinceMs.get(tierId) ?? Number.POSITIVE_INFINITY,
      brakingSinceMs.get(tierId) ?? Number.POSITIVE_INFINITY,
    );
    return (toldAtMs.get(tierId) ?? Number.NEGATIVE_INFINITY) >= sinceMs;
  };

  const onAlert = (tierId: string, atMs: number): string | null => {
    const isAgain = isTold(tierId);
    toldAtMs.set(tierId, atMs);
    return isAgain ? `the mass failure of tier ${tierId} is told again` : null;
  };

  const untold = ({ atMs, calmSinceMs, groups }: Beat): string | null => {
    for (const { id, warmUpSeconds } of tiers) {
      const group = groups.get(id);
      const isSeen = group?.isBalanced === true && group.isOwned && !group.isProtected;
      if (!isSeen || mode === 'off' || asleep.has(id) || !isMassFailure(group)) failingSinceMs.delete(id);
      else if (!failingSinceMs.has(id)) failingSinceMs.set(id, atMs);
      const sinceMs = failingSinceMs.get(id) ?? Number.POSITIVE_INFINITY;
      const toldByMs = Math.max(sinceMs, calmSinceMs) + warmUpSeconds * 1000 + TOLD_WITHIN_MS;
      if (atMs > toldByMs && !isTold(id)) return `the mass failure of tier ${id} since ${instant(sinceMs)} is not told`;
    }
    return null;
  };

  return (seen: Observation): string | null => {
    if (seen.kind === 'write') learn(seen);
    if (seen.kind === 'beat') return untold(seen);
    if (seen.kind !== 'journal' || seen.entry.kind !== 'log') return null;
    const tierId = alertedTier(String(seen.entry.detail['line']));
    return tierId === null ? null : onAlert(tierId, seen.atMs);
  };
};

/** The tier whose healing brakes, as the function tells it. */
const alertedTier = (line: string): string | null =>
  line.includes('"healing brakes"') ? (/"tierId":"([^"]+)"/.exec(line)?.[1] ?? null) : null;
