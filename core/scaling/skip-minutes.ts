import { raiseFence } from '../raise-fence.ts';
import { isSettled } from './is-settled.ts';
import type { ScaleInput, TierState } from './model.ts';

/**
 * The state of a tier that may not be sized now. Its minutes are passed over, so that a sleeping tier's zeros never
 * become history. Asleep, it also loses its target: it starts from the size it wakes with, as at first contact.
 */
export function skipMinutes({ tier, state, samples, mode, nowMs }: ScaleInput): TierState {
  const last = samples.findLast(({ minuteMs }) => isSettled(minuteMs, tier.settleSeconds, nowMs));
  const lastTickMs = last === undefined ? state.lastTickMs : Math.max(last.minuteMs, state.lastTickMs ?? last.minuteMs);
  const passed: TierState = { ...state, lastTickMs, rails: { ...state.rails, recentWants: [] } };
  if (state.suspendedBy === null || state.target === null || mode !== 'on') return passed;
  return {
    ...passed,
    target: null,
    targetVersion: raiseFence(state.targetVersion, nowMs),
    attempt: 0,
    attemptedAtMs: null,
    ownSizes: [],
    formerSizes: [],
    lateRead: null,
  };
}

const MINUTE_MS = 60_000;

/**
 * The input of the first decision after a sleep. What ended before it was slept through, also where its load could only be read
 * now, so it is passed over like the minutes before it.
 */
export function sinceAwake(input: ScaleInput): ScaleInput {
  const { state, mode, nowMs } = input;
  if (mode !== 'on' || state.suspendedBy !== null || state.lastReason !== 'asleep') return input;
  const sleptMs = Math.floor(nowMs / MINUTE_MS) * MINUTE_MS - MINUTE_MS;
  return { ...input, state: { ...state, lastTickMs: Math.max(state.lastTickMs ?? sleptMs, sleptMs) } };
}
