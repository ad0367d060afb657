import type { Fleet, ScaleDecision, ScaleInput } from './model.ts';

/** The fleet that may be sized, or why it may not be. */
export type Approach = { readonly fleet: Fleet } | { readonly fleet: null; readonly decision: ScaleDecision };

/** What tells whether a fleet may be sized. */
export type Approachable = Pick<ScaleInput, 'tier' | 'state' | 'fleet' | 'environmentIds'>;

/** Whether there is a group that may be sized at all: awake, there, ours, and with room for the tier's bounds. */
export function approachFleet({ tier, state, fleet, environmentIds }: Approachable): Approach {
  if (state.suspendedBy !== null) {
    if (!environmentIds.includes(state.suspendedBy)) {
      const text = `Blocked: environment ${state.suspendedBy}, which put it to sleep, is not in the blueprint, so nothing wakes it.`;
      return { fleet: null, decision: { action: 'blocked', reason: 'environment-unknown', text } };
    }
    const text = `Hold: environment ${state.suspendedBy} is not awake.`;
    return { fleet: null, decision: { action: 'hold', reason: 'asleep', text } };
  }
  if (fleet === null) {
    const text = `Blocked: group ${tier.group} does not exist or could not be read.`;
    return { fleet: null, decision: { action: 'blocked', reason: 'group-missing', text } };
  }
  if (!fleet.isOwned) {
    const text = `Blocked: group ${tier.group} lacks the tag rubato:installation of this installation.`;
    return { fleet: null, decision: { action: 'blocked', reason: 'not-owned', text } };
  }
  if (fleet.isProtected) {
    const text = `Blocked: group ${tier.group} carries the tag rubato:protect.`;
    return { fleet: null, decision: { action: 'blocked', reason: 'protected', text } };
  }
  if (tier.min < fleet.groupMin || tier.max > fleet.groupMax) {
    const text = `Blocked: the tier's bounds ${tier.min} to ${tier.max} must lie inside those of group ${tier.group}, ${fleet.groupMin} to ${fleet.groupMax}.`;
    return { fleet: null, decision: { action: 'blocked', reason: 'bounds', text } };
  }
  return { fleet };
}
