import type { Invariant } from './invariant.ts';

const ATTEMPTS_MAX = 8;

/** Trying again has an end. */
export const attempts: Invariant = {
  id: 'L3',
  claim: 'at most 8 attempts for one intent',
  watch: () => (seen) => {
    if (seen.kind !== 'write' || seen.sk !== 'STATE') return null;
    const attempt = Number(seen.after?.['attempt'] ?? 0);
    return attempt > ATTEMPTS_MAX ? `${seen.pk} is at attempt ${attempt}` : null;
  },
};
