import type { Faults } from '../kernel.ts';
import { throttleOf } from '../throttling/throttle-of.ts';
import { type CallMatch, callName, matchesCall } from './matching.ts';
import { type Fate, type Strikes, strikesOf } from './strike.ts';

/** Calls that are turned away because there are too many: a share of them, or what is over a rate. */
export interface ThrottleCalls extends CallMatch, Strikes {
  readonly kind: 'throttle-calls';
  /** So many of each minute pass. @default 0 */
  readonly allowedPerMinute?: number;
}

const MINUTE_MS = 60_000;

export const throttleCalls = (fault: ThrottleCalls, fate: Fate): Partial<Faults> => {
  const matches = matchesCall(fault);
  const strikes = strikesOf(fault, fate);
  const { allowedPerMinute = 0 } = fault;
  let minute = -1;
  let passed = 0;
  return {
    interrupt: (call) => {
      if (!matches(call)) return undefined;
      const now = Math.floor(fate.clock.nowMs / MINUTE_MS);
      if (now !== minute) [minute, passed] = [now, 0];
      if (passed++ < allowedPerMinute || !strikes(callName(call))) return undefined;
      return throttleOf(call.service);
    },
  };
};
