import type { Invariant } from './invariant.ts';

const RECEIVES_MAX = 3;

/** What cannot be handled is put aside. */
export const poison: Invariant = {
  id: 'L4',
  claim: 'an event is handed to its function at most 3 times',
  watch: () => {
    const receives = new Map<string, number>();
    return (seen) => {
      if (seen.kind !== 'journal' || seen.entry.kind !== 'function-error') return null;
      const { requestId } = seen.entry.detail as { readonly requestId?: string };
      if (requestId === undefined) return null;
      const count = (receives.get(requestId) ?? 0) + 1;
      receives.set(requestId, count);
      return count <= RECEIVES_MAX ? null : `${seen.entry.subject} failed on the same event for the ${count}th time`;
    };
  },
};
