import type { Invariant } from './invariant.ts';

const MINUTE_MS = 60_000;
/** A sweep a minute, and the tenth by which another tier's failure may delay it. */
const LATE_AFTER_MS = 1.1 * MINUTE_MS;
/** For how long a failure that was told counts as one that goes on: each sweep tells it again. */
const FAILING_MS = 2 * MINUTE_MS;

/** While one tier fails, and nothing else goes wrong, the others are looked at as ever. */
export const isolation: Invariant = {
  id: 'S16',
  claim: 'the failure of one tier delays the looks at the others by at most 10 %',
  watch: () => {
    const lookedAtMs = new Map<string, number>();
    const failedAtMs = new Map<string, number>();
    return (seen) => {
      if (seen.kind === 'write' && seen.sk === 'STATE' && seen.pk.startsWith('TIER#')) {
        lookedAtMs.set(seen.pk.slice('TIER#'.length), seen.atMs); // A look is recorded whatever it decides.
      }
      if (seen.kind === 'journal' && seen.entry.kind === 'log') {
        const failed = failedTier(String(seen.entry.detail['line']));
        if (failed !== null) failedAtMs.set(failed, seen.atMs);
      }
      if (seen.kind !== 'beat' || seen.atMs - seen.calmSinceMs <= FAILING_MS) return null;
      const isFailing = (tierId: string): boolean => seen.atMs - (failedAtMs.get(tierId) ?? 0) <= FAILING_MS;
      const [failing] = [...failedAtMs.keys()].filter(isFailing);
      if (failing === undefined) return null;
      for (const [tierId, atMs] of lookedAtMs) {
        if (isFailing(tierId) || seen.atMs - atMs <= LATE_AFTER_MS) continue;
        return `tier ${tierId} was last looked at ${(seen.atMs - atMs) / 1000} s ago, while tier ${failing} fails`;
      }
      return null;
    };
  },
};

/** The tier whose decision failed, as the function tells it. */
const failedTier = (line: string): string | null =>
  line.includes('a decision failed') ? (/"tierId":"([^"]+)"/.exec(line)?.[1] ?? null) : null;
