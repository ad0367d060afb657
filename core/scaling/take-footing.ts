import { FOREIGN_CHANGE_RESPECT_MS } from '../guardrails/foreign-change.ts';
import { raiseFence } from '../raise-fence.ts';
import type { Fleet, TierState } from './model.ts';

/** The size that a new one is compared with, and the state as it is before deciding. */
export interface Footing {
  readonly current: number;
  /** Why the group's own size became the target, if it did. */
  readonly adopted: 'first-contact' | 'foreign-change' | null;
  readonly state: TierState;
}

/**
 * How long after it was left a target of ours may still be read: reads are eventually consistent, as those of EC2
 * (https://docs.aws.amazon.com/ec2/latest/devguide/eventual-consistency.html); how late those of Auto Scaling may be is unverified.
 */
const LATE_MS = 5 * 60_000;

/**
 * Find out whose size the group has. Ours: the last target counts, whether the group has it already or not. Somebody
 * else's, or there is no target yet: the group's size is adopted, with a new version that ends whatever execution
 * still runs for the old target (spec S10: what others set is not undone).
 */
export function takeFooting(state: TierState, fleet: Fleet, nowMs: number): Footing {
  const { target } = state;
  if (target === null) return adopt(state, fleet.desired, 'first-contact', nowMs);
  if (fleet.desired === target || isOwnSize(state, fleet.desired, nowMs)) {
    return { current: target, adopted: null, state: forgetForeignChange(state, nowMs) };
  }
  const rails = { ...state.rails, foreignSinceMs: nowMs, foreignSize: fleet.desired };
  return adopt({ ...state, rails }, fleet.desired, 'foreign-change', nowMs);
}

/** Whether it is a size of ours that the group had before, or is on its way from. */
function isOwnSize({ attempt, ownSizes, formerSizes }: TierState, size: number, nowMs: number): boolean {
  if (attempt === 0) return false; // Nothing of ours is on its way.
  return ownSizes.includes(size) || recentSizes(formerSizes, nowMs).some((former) => former.size === size);
}

/** Those that may still be read. */
export const recentSizes = (former: TierState['formerSizes'], nowMs: number): TierState['formerSizes'] =>
  former.filter(({ atMs }) => nowMs - atMs <= LATE_MS);

function adopt(state: TierState, size: number, adopted: Footing['adopted'], nowMs: number): Footing {
  return {
    current: size,
    adopted,
    state: {
      ...state,
      target: size,
      targetVersion: raiseFence(state.targetVersion, nowMs),
      attempt: 0,
      attemptedAtMs: null,
      ownSizes: [size],
      formerSizes: [],
    },
  };
}

function forgetForeignChange(state: TierState, nowMs: number): TierState {
  const { rails } = state;
  if (rails.foreignSinceMs === null || nowMs < rails.foreignSinceMs + FOREIGN_CHANGE_RESPECT_MS) return state;
  return { ...state, rails: { ...rails, foreignSinceMs: null, foreignSize: null } };
}
