import type { Faults } from '../kernel.ts';
import { type CallMatch, callName, matchesCall } from './matching.ts';
import { type Fate, type Strikes, strikesOf } from './strike.ts';

/**
 * A worker that stands still at one of its calls, for longer than its lease perhaps: what it was about to do happens late,
 * or what it did is answered late.
 */
export interface PauseCalls extends CallMatch, Strikes {
  readonly kind: 'pause-calls';
  readonly moment: 'before' | 'after';
  readonly seconds: number;
}

export const pauseCalls = (fault: PauseCalls, fate: Fate): Partial<Faults> => {
  const matches = matchesCall(fault);
  const strikes = strikesOf(fault, fate);
  return {
    carry: async (call, make) => {
      if (!matches(call) || !strikes(callName(call))) return make();
      if (fault.moment === 'before') {
        await pause(fault, fate);
        return make();
      }
      try {
        return await make();
      } finally {
        await pause(fault, fate);
      }
    },
  };
};

/** Asynchronous, so that what goes on at that instant is awaited by the clock. */
const pause = ({ seconds }: PauseCalls, { clock }: Fate): Promise<void> =>
  new Promise((resolve) => clock.after(seconds * 1000, async () => resolve()));
