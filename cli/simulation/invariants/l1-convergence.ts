import type { Invariant } from './invariant.ts';
import type { GroupSight, PlainItem } from './observation.ts';

/** Three sweeps, and the seconds from a sweep to its effect. */
const WITHIN_MS = 3 * 60_000 + 30_000;

/** Without faults a tier has the size that it was asked to have, or says why not. */
export const convergence: Invariant = {
  id: 'L1',
  claim: 'within 3 sweeps the size of a tier is the one that was asked for, or it is said why not',
  watch: (blueprint) => {
    const items = new Map<string, PlainItem>();
    const gaps = new Map<string, { readonly gap: string; readonly sinceMs: number }>();
    let mode: unknown = blueprint.mode;
    return (seen) => {
      if (seen.kind === 'write' && seen.pk === 'SWITCH') mode = seen.after?.['mode'] ?? blueprint.mode;
      if (seen.kind === 'write' && seen.sk === 'STATE' && seen.after !== undefined) items.set(seen.pk, seen.after);
      if (seen.kind !== 'beat') return null;
      for (const [tierId, group] of seen.groups) {
        const gap = mode === 'on' ? gapOf(items.get(`TIER#${tierId}`), group) : null;
        const known = gaps.get(tierId);
        if (gap === null) gaps.delete(tierId);
        else if (known?.gap !== gap) gaps.set(tierId, { gap, sinceMs: seen.atMs });
        else if (seen.atMs - Math.max(known.sinceMs, seen.calmSinceMs) > WITHIN_MS) return `tier ${tierId} has ${gap}`;
      }
      return null;
    };
  },
};

/** How far a tier is from its target, if nothing says why. */
const gapOf = (item: PlainItem | undefined, { inService, desired }: GroupSight): string | null => {
  const { target, targetVersion, applied, suspendedBy, lastReason } = (item ?? {}) as TierItem;
  if (target === undefined || suspendedBy !== undefined || EXPLAINED.has(lastReason)) return null;
  if (inService === target && desired === target) return null;
  if (applied?.version === targetVersion && TOLD.has(applied?.outcome)) return null;
  return `${inService} instances and asks for ${desired}, its target is ${target}`;
};

interface TierItem {
  readonly target?: number;
  readonly targetVersion?: number;
  readonly applied?: { readonly version: number; readonly outcome: string };
  readonly suspendedBy?: string;
  readonly lastReason?: string;
}

/** Outcomes that tell people what is in the way. */
const TOLD: ReadonlySet<string | undefined> = new Set([
  'no-capacity',
  'quota',
  'launch-failed',
  'unhealthy',
  'stopped-by-switch',
  'call-failed',
]);

/** Reasons of decisions that tell people why a size is not what it should be. */
const EXPLAINED: ReadonlySet<string | undefined> = new Set([
  'group-missing',
  'bounds',
  'not-owned',
  'protected',
  'attempts-exhausted',
]);
