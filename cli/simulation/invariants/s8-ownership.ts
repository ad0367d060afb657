import type { Invariant } from './invariant.ts';

/** Only what carries the installation's tag, and is not protected, is touched. */
export const ownership: Invariant = {
  id: 'S8',
  claim:
    'only resources with the tag of the installation and without the tag of protection are touched, each by its name',
  watch: () => (seen) => {
    if (seen.kind !== 'size-request' && seen.kind !== 'effect') return null;
    const what = seen.kind === 'size-request' ? `set the size of ${seen.groupName}` : `made ${seen.call}`;
    if (seen.group === null) return `${seen.actor.name} ${what}, which names no group that there is`;
    if (!seen.group.isOwned) return `${seen.actor.name} ${what}: ${seen.group.name} lacks the tag of the installation`;
    if (seen.group.isProtected) return `${seen.actor.name} ${what}: ${seen.group.name} is protected`;
    return null;
  },
};
