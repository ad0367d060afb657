import type { Faults } from '../kernel.ts';
import { type EventMatch, eventName, matchesEvent } from './matching.ts';
import { type Fate, type Strikes, strikesOf } from './strike.ts';

/** Events that never reach their target, as a best-effort service may lose them. */
export interface DropEvents extends EventMatch, Strikes {
  readonly kind: 'drop-events';
}

export const dropEvents = (fault: DropEvents, fate: Fate): Partial<Faults> => {
  const matches = matchesEvent(fault);
  const strikes = strikesOf(fault, fate);
  return { deliveries: (delivery) => (matches(delivery) && strikes(eventName(delivery)) ? 0 : 1) };
};
