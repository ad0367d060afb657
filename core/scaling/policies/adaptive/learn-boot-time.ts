import { BOOT_MINUTES_MAX, BOOT_MISFITS, type Memory, sizeAt } from './memory.ts';

/** Before the first launch was seen. */
const BOOT_MINUTES_FIRST = 4;
/** How fast earlier launches are forgotten, per minute that tells boot times apart. */
const MEMORY = 0.98;

export function startBootTime({ singles }: Memory): void {
  for (let minutes = 1; minutes <= BOOT_MINUTES_MAX; minutes += 1) {
    singles[BOOT_MISFITS + minutes] = Math.abs(minutes - BOOT_MINUTES_FIRST) / 2;
  }
}

/**
 * Learn from one minute how long launches take. With a boot time of b, those instances are ready that have been asked
 * for in each of the last b minutes; the b that explains best what was ready is the boot time. It comes out in minutes of
 * the load's own clock, so what the metric lags behind is in it already.
 */
export function learnBootTime({ singles }: Memory, minute: number, ready: number): void {
  const newest = singles[sizeAt(minute)] ?? Number.NaN;
  const shortest = Math.min(newest, singles[sizeAt(minute - 1)] ?? Number.NaN);
  let longest = shortest;
  for (let back = 2; back <= BOOT_MINUTES_MAX; back += 1) {
    longest = Math.min(longest, singles[sizeAt(minute - back)] ?? Number.NaN);
  }
  // Unknown sizes make every later one NaN; equal misfits tell nothing.
  if (Number.isNaN(longest) || Math.abs(ready - shortest) === Math.abs(ready - longest)) return;
  let expected = newest;
  for (let minutes = 1; minutes <= BOOT_MINUTES_MAX; minutes += 1) {
    expected = Math.min(expected, singles[sizeAt(minute - minutes)] ?? Number.NaN);
    const at = BOOT_MISFITS + minutes;
    singles[at] = MEMORY * (singles[at] ?? 0) + Math.abs(ready - expected);
  }
}

/** Minutes from an order to the first minute served, as far as launches have shown. */
export function bootMinutes({ singles }: Memory): number {
  let best = BOOT_MINUTES_FIRST;
  for (let minutes = 1; minutes <= BOOT_MINUTES_MAX; minutes += 1) {
    if ((singles[BOOT_MISFITS + minutes] ?? 0) < (singles[BOOT_MISFITS + best] ?? 0)) best = minutes;
  }
  return best;
}
