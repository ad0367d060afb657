import type { Invariant } from './invariant.ts';
import type { ItemWrite } from './observation.ts';

const ATTEMPTS_MAX = 8;
/** Retries for each first attempt, while nothing was made to go wrong. One is always allowed. */
const RETRIES_SHARE_MAX = 0.1;

/** Trying again has an end, and is rare. */
export const attempts: Invariant = {
  id: 'L3',
  claim: 'at most 8 attempts for one intent, and without faults at most one retry for 10 first attempts',
  watch: () => {
    let calmSinceMs = Number.NEGATIVE_INFINITY;
    let firsts = 0;
    let retries = 0;
    return (seen) => {
      if (seen.kind === 'write') return tooMany(seen);
      if (seen.kind === 'decision') {
        if (seen.isRepeat) retries += 1;
        else firsts += 1;
      }
      if (seen.kind !== 'beat') return null;
      if (seen.calmSinceMs > calmSinceMs) {
        // What fails because of a fault, or of somebody who interferes, is tried again for good reason.
        calmSinceMs = seen.calmSinceMs;
        firsts = 0;
        retries = 0;
      }
      return retries <= Math.max(1, RETRIES_SHARE_MAX * firsts)
        ? null
        : `${retries} retries for ${firsts} first attempts, and nothing was made to go wrong`;
    };
  },
};

const tooMany = ({ pk, sk, after }: ItemWrite): string | null => {
  const attempt = sk === 'STATE' ? Number(after?.['attempt'] ?? 0) : 0;
  return attempt > ATTEMPTS_MAX ? `${pk} is at attempt ${attempt}` : null;
};
