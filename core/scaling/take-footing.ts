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
 * Find out whose size the group has. Ours: the last target counts, whether the group has it already or not. Somebody
 * else's, or there is no target yet: the group's size is adopted, with a new version that ends whatever execution
 * still runs for the old target (spec S10: what others set is not undone).
 */
export function takeFooting(state: TierState, fleet: Fleet, nowMs: number): Footing {
  const { target } = state;
  if (target === null) return adopt(state, fleet.desired, 'first-contact', nowMs);
  if (fleet.desired === target || (state.attempt > 0 && state.ownSizes.includes(fleet.desired))) {
    return { current: target, adopted: null, state: forgetForeignChange(state, nowMs) };
  }
  const rails = { ...state.rails, foreignSinceMs: nowMs, foreignSize: fleet.desired };
  return adopt({ ...state, rails }, fleet.desired, 'foreign-change', nowMs);
}

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
    },
  };
}

function forgetForeignChange(state: TierState, nowMs: number): TierState {
  const { rails } = state;
  if (rails.foreignSinceMs === null || nowMs < rails.foreignSinceMs + FOREIGN_CHANGE_RESPECT_MS) return state;
  return { ...state, rails: { ...rails, foreignSinceMs: null, foreignSize: null } };
}
