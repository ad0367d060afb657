import { type Invariant, instant } from './invariant.ts';
import type { ItemWrite } from './observation.ts';

const RESPECT_MS = 15 * 60_000;

/** What somebody else set is left alone for a while. */
export const noFights: Invariant = {
  id: 'S10',
  claim: "somebody else's size is neither undone nor lowered for 15 minutes",
  watch: () => {
    const ownSizes = new Map<string, readonly number[]>();
    const foreign = new Map<string, { readonly size: number; readonly atMs: number }>();
    return (seen) => {
      if (seen.kind === 'write') learnOwnSizes(seen, ownSizes);
      if (seen.kind === 'outside-resize') {
        const own = ownSizes.get(seen.tierId);
        // Before first contact nothing is anybody else's; one of our own sizes does not tell that it is not ours.
        if (own === undefined || own.includes(seen.size)) foreign.delete(seen.tierId);
        else foreign.set(seen.tierId, seen);
      }
      if (seen.kind !== 'decision') return null;
      const set = foreign.get(seen.tierId);
      if (set === undefined || seen.to >= set.size || seen.atMs >= set.atMs + RESPECT_MS) return null;
      return `tier ${seen.tierId} was to go to ${seen.to}, below the ${set.size} that somebody else set at ${instant(set.atMs)}`;
    };
  },
};

const learnOwnSizes = ({ pk, sk, after }: ItemWrite, ownSizes: Map<string, readonly number[]>): void => {
  if (sk !== 'STATE' || !pk.startsWith('TIER#') || after === undefined) return;
  const { target, ownSizes: sizes } = after as { readonly target?: number; readonly ownSizes?: readonly number[] };
  const tierId = pk.slice('TIER#'.length);
  if (target === undefined) ownSizes.delete(tierId);
  else ownSizes.set(tierId, [target, ...(sizes ?? [])]);
};
