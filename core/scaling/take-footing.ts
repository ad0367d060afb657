import { FOREIGN_CHANGE_RESPECT_MS } from '../guardrails/foreign-change.ts';
import { raiseFence } from '../raise-fence.ts';
import type { DatedSize, Fleet, TierState } from './model.ts';

/** The size that a new one is compared with, and the state as it is before deciding. */
export interface Footing {
  readonly current: number;
  /** Why the group's own size became the target, if it did. */
  readonly adopted: 'first-contact' | 'foreign-change' | null;
  /** Whether the size that was read may be a late one of ours, or somebody else's. */
  readonly isInDoubt: boolean;
  readonly state: TierState;
}

/**
 * How long after it was left a target of ours may still be read: reads are eventually consistent, as those of EC2
 * (https://docs.aws.amazon.com/ec2/latest/devguide/eventual-consistency.html); how late those of Auto Scaling may be is unverified.
 */
const LATE_MS = 5 * 60_000;
/** Three sweeps in a row, give or take: who reads the same for so long reads what somebody else has set. */
const DOUBT_MS = 105_000;

/**
 * Find out whose size the group has. Ours: the last target counts, whether the group has it already or not. Somebody
 * else's, or there is no target yet: the group's size is adopted, with a new version that ends whatever execution
 * still runs for the old target (spec S10: what others set is not undone). A target of ours that was left a while ago may be a late
 * read, or somebody else may have set it again: until it is known the group is in doubt.
 */
export function takeFooting(state: TierState, fleet: Fleet, nowMs: number): Footing {
  const { target, attempt, ownSizes } = state;
  if (target === null) return adopt(state, fleet.desired, 'first-contact', nowMs);
  if (fleet.desired === target || (attempt > 0 && ownSizes.includes(fleet.desired))) {
    const known = state.lateRead === null ? state : { ...state, lateRead: null };
    return { current: target, adopted: null, isInDoubt: false, state: forgetForeignChange(known, nowMs) };
  }
  const lateRead = lateReadOf(state, fleet.desired, nowMs);
  if (lateRead !== null) {
    return {
      current: target,
      adopted: null,
      isInDoubt: true,
      state: forgetForeignChange({ ...state, lateRead }, nowMs),
    };
  }
  const rails = { ...state.rails, foreignSinceMs: nowMs, foreignSize: fleet.desired };
  return adopt({ ...state, rails }, fleet.desired, 'foreign-change', nowMs);
}

/** What may be a late read of a target of ours; null: it cannot be one, or has been one for too long. */
function lateReadOf({ attempt, formerSizes, lateRead }: TierState, size: number, nowMs: number): DatedSize | null {
  if (attempt === 0 || !recentSizes(formerSizes, nowMs).some((former) => former.size === size)) return null;
  if (lateRead?.size !== size) return { size, atMs: nowMs };
  return nowMs - lateRead.atMs < DOUBT_MS ? lateRead : null;
}

/** Those that may still be read. */
export const recentSizes = (former: readonly DatedSize[], nowMs: number): readonly DatedSize[] =>
  former.filter(({ atMs }) => nowMs - atMs <= LATE_MS);

function adopt(state: TierState, size: number, adopted: Footing['adopted'], nowMs: number): Footing {
  return {
    current: size,
    adopted,
    isInDoubt: false,
    state: {
      ...state,
      target: size,
      targetVersion: raiseFence(state.targetVersion, nowMs),
      attempt: 0,
      attemptedAtMs: null,
      ownSizes: [size],
      formerSizes: [],
      lateRead: null,
    },
  };
}

function forgetForeignChange(state: TierState, nowMs: number): TierState {
  const { rails } = state;
  if (rails.foreignSinceMs === null || nowMs < rails.foreignSinceMs + FOREIGN_CHANGE_RESPECT_MS) return state;
  return { ...state, rails: { ...rails, foreignSinceMs: null, foreignSize: null } };
}
