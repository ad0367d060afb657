import type { Invariant } from './invariant.ts';

/** What is older than what is applied is never applied. */
export const staleIntents: Invariant = {
  id: 'S7',
  claim: 'no intent is carried out that is older than what is applied',
  watch: () => {
    const applied = new Map<string, number>();
    return (seen) => {
      if (seen.kind === 'write' && seen.sk === 'STATE') {
        const { version } = (seen.after?.['applied'] ?? {}) as { readonly version?: number };
        if (version !== undefined) applied.set(seen.pk, version);
        return null;
      }
      if (seen.kind !== 'size-request' || seen.actor.workflow !== 'scale-tier') return null;
      const version = Number(seen.actor.input['targetVersion']);
      const newest = applied.get(`TIER#${seen.tierId}`) ?? 0;
      if (version >= newest || seen.atMs > seen.calledAtMs) return null; // One that was held on its way is repaired.
      return `${seen.actor.name} acted for version ${version} of tier ${seen.tierId}, of which version ${newest} is applied`;
    };
  },
};
