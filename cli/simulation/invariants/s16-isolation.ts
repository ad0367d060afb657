import type { Invariant } from './invariant.ts';
import { FAILING_MS, watchLooks } from './looks.ts';

/** While one tier or environment fails, and nothing else goes wrong, the others are looked at as ever. */
export const isolation: Invariant = {
  id: 'S16',
  claim: 'the failure of one tier or environment delays the looks at the others by at most 10 %',
  watch: (blueprint) => {
    const looks = watchLooks(blueprint);
    return (seen) => {
      looks.learn(seen);
      if (seen.kind !== 'beat' || seen.atMs - seen.calmSinceMs <= FAILING_MS) return null;
      const [failing] = looks.failing(seen.atMs);
      const overdue = failing === undefined ? null : looks.overdue(seen);
      return overdue === null ? null : `${overdue}, while ${failing} fails`;
    };
  },
};
