import type { Tier } from '../../../core/blueprint/model.ts';
import type { SavedSize } from '../../../core/environment/model.ts';
import type { Invariant } from './invariant.ts';
import type { GroupSight, ItemWrite, SizeRequest } from './observation.ts';

/** A tier is sized within its bounds, to zero only by a sleep; a group is woken to what it had. */
export const bounds: Invariant = {
  id: 'S1',
  claim:
    'every request lies within the bounds of its tier, 0 is for an environment that goes to sleep, and a wake gives back what was saved',
  watch: ({ tiers }) => {
    const saved = new Map<string, SavedSize>();
    return (seen) => {
      if (seen.kind === 'write') learnSaved(seen, saved);
      if (seen.kind !== 'size-request' || seen.size === null) return null;
      const { actor, size, tierId, groupName } = seen;
      if (size === 0 && actor.workflow === 'sleep-environment') return null;
      const tier = tierId === null ? undefined : tiers[tierId];
      if (actor.workflow === 'wake-environment' && size > 0) {
        return wakeProblem(seen, saved.get(`ENV#${actor.input['environmentId']} ${groupName}`), tier);
      }
      if (tier === undefined) return size === 0 ? `group ${groupName} was set to 0 by ${actor.name}` : null;
      if (size >= tier.min && size <= tier.max) return null;
      return `tier ${tier.id} was set to ${size} by ${actor.name}, allowed are ${tier.min} to ${tier.max}`;
    };
  },
};

/** What was saved stays known: a wake that is done clears it, while a late call of it may still be on its way. */
const learnSaved = ({ pk, after }: ItemWrite, saved: Map<string, SavedSize>): void => {
  const sizes = after?.['savedSizes'] as Readonly<Record<string, SavedSize>> | undefined;
  for (const group in sizes) saved.set(`${pk} ${group}`, sizes[group] as SavedSize);
};

/** A wake gives back the saved size, or leaves the present one where that is no smaller. */
const wakeProblem = (
  { actor, groupName, group, size, bounds: asked }: SizeRequest,
  saved: SavedSize | undefined,
  tier: Tier | undefined,
): string | null => {
  if (group === null || size === null) return null; // That nothing is named is for S8 to say.
  const wanted = tellSize({ ...(asked ?? group), desired: size });
  const due = saved === undefined ? group : wakingSize(saved, group, tier);
  if (wanted === tellSize(due) || (wanted === tellSize(group) && size >= due.desired)) return null;
  return `${groupName} was woken to ${wanted} by ${actor.name}, due are ${tellSize(due)}`;
};

/** Within the bounds of its tier, if it is one's, and within its own in any case; those that somebody widened stay wide. */
const wakingSize = (saved: SavedSize, group: GroupSight, tier: Tier | undefined): SavedSize => {
  const own = { min: Math.max(saved.min, group.min), max: Math.max(saved.max, group.max) };
  const inTier = within(saved.desired, tier ?? own);
  return { ...own, desired: within(inTier, own) };
};

const within = (size: number, { min, max }: { readonly min: number; readonly max: number }): number =>
  Math.min(max, Math.max(min, size));

const tellSize = ({ min, max, desired }: SavedSize): string => `${desired} within ${min} to ${max}`;
