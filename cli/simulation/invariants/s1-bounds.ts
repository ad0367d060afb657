import type { Invariant } from './invariant.ts';
import type { SizeRequest } from './observation.ts';

/** A tier is sized within its bounds; to zero only by a sleep. */
export const bounds: Invariant = {
  id: 'S1',
  claim: 'every request lies within the bounds of its tier, and 0 is for an environment that goes to sleep',
  watch:
    ({ tiers }) =>
    (seen) => {
      if (seen.kind !== 'size-request' || seen.size === null) return null;
      const { workflow } = seen.actor;
      if (seen.size === 0 && workflow === 'sleep-environment') return null;
      const tier = seen.tierId === null ? undefined : tiers[seen.tierId];
      if (tier === undefined || workflow === 'wake-environment') return zeroByWake(seen);
      if (seen.size >= tier.min && seen.size <= tier.max) return null;
      return `tier ${tier.id} was set to ${seen.size} by ${seen.actor.name}, allowed are ${tier.min} to ${tier.max}`;
    },
};

/** A wake gives back what a sleep has saved, which lies where its owner had it. */
const zeroByWake = ({ size, groupName, actor }: SizeRequest): string | null =>
  size === 0 ? `group ${groupName} was set to 0 by ${actor.name}, which does not put it to sleep` : null;
