import type { ScaleInput, TierState } from './model.ts';

/**
 * The state of a tier that may not be sized now. Its minutes are passed over, so that a sleeping tier's zeros never
 * become history. Asleep, it also loses its target: it starts from the size it wakes with, as at first contact.
 */
export function skipMinutes({ state, samples, isLastPartial, mode }: ScaleInput): TierState {
  const last = samples.at(isLastPartial ? -2 : -1);
  const lastTickMs = last === undefined ? state.lastTickMs : Math.max(last.minuteMs, state.lastTickMs ?? last.minuteMs);
  const passed: TierState = { ...state, lastTickMs, rails: { ...state.rails, recentWants: [] } };
  if (state.suspendedBy === null || state.target === null || mode !== 'on') return passed;
  return {
    ...passed,
    target: null,
    targetVersion: state.targetVersion + 1,
    attempt: 0,
    attemptedAtMs: null,
    ownSizes: [],
  };
}
