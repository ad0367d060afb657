import type { Blueprint } from '../../../core/blueprint/model.ts';
import type { Beat, GroupSight, ItemWrite } from './observation.ts';

const BRAKE_INSTANCES = 2;
const BRAKE_SHARE = 0.2;
const BRAKE_ZONE_MEMBERS = 5;

/** Overload or the failure of a zone, and not crashed machines. */
export const isMassFailure = ({ bad, inService, zones }: GroupSight): boolean => {
  const isMany = (count: number, of: number): boolean => count >= BRAKE_INSTANCES && count > BRAKE_SHARE * of;
  if (isMany(bad.length, inService)) return true;
  return Object.entries(zones).some(
    ([zone, members]) =>
      members >= BRAKE_ZONE_MEMBERS && isMany(bad.filter((each) => each.zone === zone).length, members),
  );
};

/** Since when tiers have a mass failure that healing has to see: while the switch is not off, the tier not asleep, its group checked and ours. */
export class MassFailures {
  readonly #sinceMs = new Map<string, number>();
  readonly #asleep = new Set<string>();
  readonly #ownMode: string;
  #mode: unknown;

  constructor({ mode }: Blueprint) {
    this.#ownMode = mode;
    this.#mode = mode;
  }

  learn({ pk, sk, after }: ItemWrite): void {
    if (pk === 'SWITCH') this.#mode = after?.['mode'] ?? this.#ownMode;
    if (sk === 'STATE' && after?.['suspendedBy'] !== undefined) this.#asleep.add(pk);
    else if (sk === 'STATE') this.#asleep.delete(pk);
  }

  look({ atMs, groups }: Beat): void {
    for (const [tierId, group] of groups) {
      const isSeen = group.isBalanced && group.isOwned && !group.isProtected && !this.#asleep.has(`TIER#${tierId}`);
      if (!isSeen || this.#mode === 'off' || !isMassFailure(group)) this.#sinceMs.delete(tierId);
      else if (!this.#sinceMs.has(tierId)) this.#sinceMs.set(tierId, atMs);
    }
  }

  /** Infinite: it has none. */
  sinceMs(tierId: string): number {
    return this.#sinceMs.get(tierId) ?? Number.POSITIVE_INFINITY;
  }
}
