import { FailedEvents } from './failed-events.ts';
import type { Invariant } from './invariant.ts';
import { FAILING_MS, watchLooks } from './looks.ts';

/** What cannot be handled is put aside, and is in nobody's way. */
export const poison: Invariant = {
  id: 'L4',
  claim:
    'an event is handed to its function at most 3 times, then it is in the dead-letter queue, and it holds nobody up',
  watch: (blueprint) => {
    const looks = watchLooks(blueprint);
    const events = new FailedEvents();
    return (seen) => {
      looks.learn(seen);
      const problem = events.problem(seen);
      if (problem !== null || seen.kind !== 'beat' || seen.atMs - seen.calmSinceMs <= FAILING_MS) return problem;
      const failing = events.failing(seen.atMs);
      const overdue = failing === null ? null : looks.overdue(seen);
      return overdue === null ? null : `${overdue}, while ${failing} fails on an event`;
    };
  },
};
