import { type ApiCall, type Faults, FunctionCrash } from '../kernel.ts';
import { type CallMatch, callName, matchesCall } from './matching.ts';
import { type Fate, type Strikes, strikesOf } from './strike.ts';

/** A function that dies at one of its calls: before it is made, or after it was done and before the answer arrives. */
export interface CrashFunctions extends CallMatch, Strikes {
  readonly kind: 'crash-functions';
  readonly moment: 'before' | 'after';
}

export const crashFunctions = (fault: CrashFunctions, fate: Fate): Partial<Faults> => {
  const matches = matchesCall(fault);
  const strikes = strikesOf(fault, fate);
  return {
    carry: async (call, make) => {
      if (!isByFunction(call) || !matches(call) || !strikes(callName(call))) return make();
      if (fault.moment === 'after') await make().catch(() => undefined);
      throw new FunctionCrash(`crash ${fault.moment} ${callName(call)}`);
    },
  };
};

const isByFunction = ({ caller }: ApiCall): boolean => caller.kind === 'role' && caller.isFunction === true;
