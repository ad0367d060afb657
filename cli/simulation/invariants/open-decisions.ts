import type { Blueprint } from '../../../core/blueprint/model.ts';
import { scaleDeadlineSeconds } from '../../../core/scaling/scale-deadline.ts';
import type { ItemWrite, Observation } from './observation.ts';

/** A decision that has come to no end yet. A tier has one at most: a newer one has superseded it, or taken it up. */
export interface OpenDecision {
  readonly tierId: string;
  readonly version: number;
  readonly attempt: number;
  readonly atMs: number;
  /** When it must have come to its end: twice its deadline, which is the backstop of its execution. */
  readonly overdueAtMs: number;
}

export interface OpenDecisions {
  learn(seen: Observation): void;
  /** The first one that is overdue. */
  overdue(atMs: number): OpenDecision | undefined;
}

/** Decisions about sizes, from their record to their end: an outcome, a newer version or attempt, or a record that says why not. */
export const openDecisions = ({ tiers, mode: ownMode }: Blueprint): OpenDecisions => {
  const open = new Map<string, OpenDecision>();
  let mode: unknown = ownMode;
  const learnWrite = (write: ItemWrite): void => {
    if (write.pk === 'SWITCH') mode = write.after?.['mode'] ?? ownMode;
    const decision = open.get(write.pk);
    if (decision !== undefined && isEnd(write, decision)) open.delete(write.pk);
  };
  return {
    learn: (seen) => {
      if (seen.kind === 'write') learnWrite(seen);
      if (seen.kind === 'decision') {
        const { tierId, version, attempt, atMs } = seen;
        const backstopMs = 2 * scaleDeadlineSeconds(tiers[tierId]?.warmUpSeconds ?? 0) * 1000;
        open.set(`TIER#${tierId}`, { tierId, version, attempt, atMs, overdueAtMs: atMs + backstopMs });
      }
      if (seen.kind === 'execution-end' && seen.status === 'SUCCEEDED' && seen.actor.workflow === 'scale-tier') {
        const { tierId, targetVersion, attempt } = seen.actor.input;
        const decision = open.get(`TIER#${tierId}`);
        if (decision?.version === targetVersion && decision?.attempt === attempt) open.delete(`TIER#${tierId}`);
      }
      if (seen.kind === 'beat' && mode !== 'on') open.clear(); // The switch is the end of what it stops.
    },
    overdue: (atMs) => [...open.values()].find(({ overdueAtMs }) => atMs > overdueAtMs),
  };
};

interface TierItem {
  readonly targetVersion?: number;
  readonly applied?: { readonly at: string };
  readonly suspendedBy?: string;
}

const isEnd = ({ sk, before, after }: ItemWrite, { version }: OpenDecision): boolean => {
  if (sk.startsWith('DECISION#')) return after?.['kind'] === 'scale' && after['action'] === 'blocked';
  if (sk !== 'STATE') return false;
  const [was, is] = [(before ?? {}) as TierItem, after as TierItem | undefined];
  const isFenced = is?.targetVersion !== version || is.suspendedBy !== undefined;
  return isFenced || is.applied?.at !== was.applied?.at;
};
