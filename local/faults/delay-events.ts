import type { Faults } from '../kernel.ts';
import { type EventMatch, eventName, matchesEvent } from './matching.ts';
import { type Fate, type Strikes, strikesOf } from './strike.ts';

/** Events that reach their target late. */
export interface DelayEvents extends EventMatch, Strikes {
  readonly kind: 'delay-events';
  readonly seconds: number;
}

export const delayEvents = (fault: DelayEvents, fate: Fate): Partial<Faults> => {
  const matches = matchesEvent(fault);
  const strikes = strikesOf(fault, fate);
  return { delayMs: (delivery) => (matches(delivery) && strikes(eventName(delivery)) ? fault.seconds * 1000 : 0) };
};
