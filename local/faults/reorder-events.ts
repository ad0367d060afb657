import type { Faults } from '../kernel.ts';
import { type EventMatch, eventName, matchesEvent } from './matching.ts';
import { type Fate, type Strikes, strikesOf } from './strike.ts';

/** Events that overtake each other: each arrives at a random instant within a span, so later ones may come first. */
export interface ReorderEvents extends EventMatch, Strikes {
  readonly kind: 'reorder-events';
  readonly withinSeconds: number;
}

export const reorderEvents = (fault: ReorderEvents, fate: Fate): Partial<Faults> => {
  const matches = matchesEvent(fault);
  const strikes = strikesOf(fault, fate);
  return {
    delayMs: (delivery) =>
      matches(delivery) && strikes(eventName(delivery))
        ? Math.floor(fate.random.next() * fault.withinSeconds * 1000)
        : 0,
  };
};
