import type { VirtualClock } from '../clock/virtual-clock.ts';
import type { Journal, Random } from '../kernel.ts';

/** When and how often a fault strikes what it matches. */
export interface Strikes {
  /** Of what it matches, 0 to 1. @default 1 */
  readonly share?: number;
  /** At most so often. @default - no limit */
  readonly times?: number;
  /** @default - from the beginning */
  readonly fromMs?: number;
  /** The first instant at which it no longer strikes. @default - never */
  readonly untilMs?: number;
}

/** What a fault is given: the time, chance of its own, and where to note that it struck. */
export interface Fate {
  readonly clock: VirtualClock;
  readonly random: Random;
  readonly journal: Journal;
}

/** Whether a fault strikes now; asked once for each thing that it matches, with what it is. */
export const strikesOf = (
  { kind, share = 1, times = Number.POSITIVE_INFINITY, fromMs = 0, untilMs = Number.POSITIVE_INFINITY }: Striking,
  { clock, random, journal }: Fate,
): ((victim: string) => boolean) => {
  let left = times;
  return (victim) => {
    if (left <= 0 || clock.nowMs < fromMs || clock.nowMs >= untilMs) return false;
    if (share < 1 && random.next() >= share) return false;
    left--;
    journal.note('fault', kind, { victim });
    return true;
  };
};

type Striking = Strikes & { readonly kind: string };
