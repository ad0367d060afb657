import type { Invariant } from './invariant.ts';

/** A member of a group is replaced, not deleted: healing has its own invariants. */
const DESTROYS = /:(Delete|Terminate|Purge|Deregister(?!Targets$))/;

/**
 * Deletion needs an approval. There is no kind of work yet that could hold one, so whatever deletes does so without; the work that
 * brings approvals lets through here what an approval of its plan covers.
 */
export const destructiveGate: Invariant = {
  id: 'S11',
  claim: 'nothing outside is deleted without an unexpired approval bound to its plan',
  watch: () => (seen) =>
    seen.kind === 'effect' && DESTROYS.test(seen.call)
      ? `${seen.actor.name} made ${seen.call}, for which there is no approval`
      : null,
};
