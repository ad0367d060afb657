import type { Blueprint } from '../../../core/blueprint/model.ts';
import { type Invariant, instant } from './invariant.ts';
import type { Beat, ItemWrite, PlainItem } from './observation.ts';

const RESPECT_MS = 15 * 60_000;
/** Three sweeps. */
const REPORT_WITHIN_MS = 3 * 60_000;

interface ForeignSize {
  readonly size: number;
  readonly atMs: number;
}

/** What somebody else set is told, and left alone for a while. */
export const noFights: Invariant = {
  id: 'S10',
  claim: "somebody else's size is reported within 3 sweeps, and neither undone nor lowered for 15 minutes",
  watch: (blueprint) => {
    const ownSizes = new Map<string, readonly number[]>();
    const foreign = new Map<string, ForeignSize>();
    const reports = foreignReports(blueprint);
    return (seen) => {
      if (seen.kind === 'write') {
        learnOwnSizes(seen, ownSizes);
        reports.learn(seen);
      }
      if (seen.kind === 'beat') return reports.missing(seen);
      if (seen.kind === 'outside-resize') {
        const own = ownSizes.get(seen.tierId);
        // Before first contact nothing is anybody else's; one of our own sizes does not tell that it is not ours.
        const isForeign = own !== undefined && !own.includes(seen.size);
        if (isForeign) foreign.set(seen.tierId, seen);
        else foreign.delete(seen.tierId);
        reports.expect(seen.tierId, isForeign ? seen : null);
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

/** Sizes of somebody else that no decision has told of yet. */
const foreignReports = (blueprint: Blueprint) => {
  const untold = new Map<string, ForeignSize>();
  let mode: unknown = blueprint.mode;
  return {
    expect: (tierId: string, set: ForeignSize | null): void => {
      if (set === null || mode !== 'on') untold.delete(tierId);
      else untold.set(tierId, set);
    },
    learn: ({ pk, sk, after }: ItemWrite): void => {
      if (pk === 'SWITCH') mode = after?.['mode'] ?? blueprint.mode;
      if (pk.startsWith('TIER#') && isAnswer(sk, after)) untold.delete(pk.slice('TIER#'.length));
    },
    missing: ({ atMs, calmSinceMs, groups }: Beat): string | null => {
      if (mode !== 'on') untold.clear(); // Who does nothing reports nothing either.
      for (const [tierId, set] of untold) {
        if (groups.get(tierId)?.desired !== set.size) untold.delete(tierId);
        else if (atMs - Math.max(set.atMs, calmSinceMs) > REPORT_WITHIN_MS) {
          return `nothing tells that somebody else set tier ${tierId} to ${set.size} at ${instant(set.atMs)}`;
        }
      }
      return null;
    },
  };
};

/** A decision that tells of it, or one that says why the tier may not be sized; a tier that sleeps is not looked at. */
const isAnswer = (sk: string, after: PlainItem | undefined): boolean => {
  if (sk === 'STATE') return after?.['suspendedBy'] !== undefined;
  if (!sk.startsWith('DECISION#') || after?.['kind'] !== 'scale') return false;
  const { action, inputs } = after as { readonly action?: string; readonly inputs?: PlainItem };
  return action === 'blocked' || inputs?.['adopted'] === 'foreign-change';
};
