import type { Faults } from '../kernel.ts';
import { type EventMatch, eventName, matchesEvent } from './matching.ts';
import { type Fate, type Strikes, strikesOf } from './strike.ts';

/** Events that reach their target several times, as at-least-once delivery allows. */
export interface DuplicateEvents extends EventMatch, Strikes {
  readonly kind: 'duplicate-events';
  /** How often each arrives in all. */
  readonly copies: number;
}

export const duplicateEvents = (fault: DuplicateEvents, fate: Fate): Partial<Faults> => {
  const matches = matchesEvent(fault);
  const strikes = strikesOf(fault, fate);
  return { deliveries: (delivery) => (matches(delivery) && strikes(eventName(delivery)) ? fault.copies : 1) };
};
