import type { Tier } from '../../../core/blueprint/model.ts';
import type { SavedSize } from '../../../core/environment/model.ts';
import type { Invariant } from './invariant.ts';
import type { GroupSight, ItemWrite, SizeRequest } from './observation.ts';

/** A tier is sized within its bounds, to zero only by a sleep; a group is woken to what it had, a tier also to more. */
export const bounds: Invariant = {
  id: 'S1',
  claim:
    'every request lies within the bounds of its tier, 0 is for an environment that goes to sleep, and a wake gives back what was saved or more, never less than there is',
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

/** A wake gives a group its size within the bounds that it had, or leaves it as it is where it has its size already. */
const wakeProblem = (request: SizeRequest, saved: SavedSize | undefined, tier: Tier | undefined): string | null => {
  const { actor, groupName, group, size, bounds: asked } = request;
  if (group === null || size === null) return null; // That nothing is named is for S8 to say.
  const given = asked ?? group;
  // Bounds that somebody widened meanwhile stay wide.
  const own = { min: Math.max(saved?.min ?? 0, group.min), max: Math.max(saved?.max ?? 0, group.max) };
  const isAsItIs = size === group.desired && isSame(given, group);
  const { least, most } = dueSizes(request, group, { desired: saved?.desired ?? group.desired, own, tier });
  if (size >= least && size <= most && (isAsItIs || isSame(given, own))) return null;
  const due = least === most ? least : `${least} to ${most}`;
  return `${groupName} was woken to ${size} ${within(given)} by ${actor.name}, due are ${due} ${within(own)}`;
};

interface Bounds {
  readonly min: number;
  readonly max: number;
}

interface Known {
  readonly desired: number;
  /** Of the group, which it has whatever its tier may have. */
  readonly own: Bounds;
  readonly tier: Tier | undefined;
}

/** What was saved or what the group has, whichever is more; of a tier what it may have, and as much more of that as a forecast asks for. */
const dueSizes = (
  { atMs, calledAtMs }: SizeRequest,
  { desired: present }: GroupSight,
  { desired: saved, own, tier }: Known,
): { readonly least: number; readonly most: number } => ({
  least: Math.max(
    calledAtMs < atMs ? 0 : present, // Of a call that took effect late nobody knows what the group had when it was made.
    Math.min(saved, tier?.max ?? saved),
    Math.min(tier?.min ?? saved, own.max),
  ),
  most: Math.max(present, own.min, Math.min(tier?.max ?? saved, own.max)),
});

const isSame = (one: Bounds, other: Bounds): boolean => one.min === other.min && one.max === other.max;

const within = ({ min, max }: Bounds): string => `within ${min} to ${max}`;
