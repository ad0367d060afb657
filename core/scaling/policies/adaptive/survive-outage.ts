import { MEANS, type Memory, OUTAGE_LEVEL, OUTAGE_MINUTES } from './memory.ts';
import { loadAround, type Past } from './recall-load.ts';

const DAY_MINUTES = 24 * 60;
/** Less than this share of what came in the last half hour is almost nothing. */
const QUIET_SHARE = 0.1;
/** The outage is over when this share of the load is back. */
const RECOVERED_SHARE = 0.8;
/** Under so many instances there is nothing worth holding. */
const LEVEL_MIN = 2;
/** Zeros that last no longer than this are taken for gaps in the data. */
const SPURIOUS_MINUTES = 2;
/** A rhythm that falls to this share of the level at this time of day is no outage. */
const RHYTHM_SHARE = 0.3;
const RHYTHM_DAYS = 2;
/** The share of what a sudden return would cost that is spent on waiting for it. */
const PATIENCE = 0.25;

/**
 * Notice that the load has collapsed as it never does at this time of day: what ends so suddenly may come back as
 * suddenly, and then everything would have to boot.
 *
 * @param load of the minute in instances; null: unknown
 * @param patienceMinutes after which a part of the load that is back is the new normal
 * @returns the load to believe: null for the first minutes of a collapse, which may be a fault of the metric
 */
export function watchForOutage(
  past: Past,
  minute: number,
  load: number | null,
  patienceMinutes: number,
): number | null {
  if (load === null) return null;
  const { singles } = past.memory;
  const minutes = singles[OUTAGE_MINUTES] ?? 0;
  const level = (minutes > 0 ? singles[OUTAGE_LEVEL] : singles[MEANS + 2]) ?? 0;
  const isQuiet = load < QUIET_SHARE * level;
  const isStillOut = isQuiet || (load < RECOVERED_SHARE * level && minutes <= patienceMinutes);
  const isOut = minutes > 0 ? isStillOut : isQuiet && level >= LEVEL_MIN && !isRhythm(past, minute, level);
  singles[OUTAGE_MINUTES] = isOut ? minutes + 1 : 0;
  singles[OUTAGE_LEVEL] = isOut ? level : 0;
  return isOut && isQuiet && minutes < SPURIOUS_MINUTES ? null : load;
}

function isRhythm(past: Past, minute: number, level: number): boolean {
  for (let day = 1; day <= RHYTHM_DAYS; day += 1) {
    // A little later, for a rhythm is not exact to the minute.
    if (loadAround(past, minute - day * DAY_MINUTES + 10, 5) < RHYTHM_SHARE * level) return true;
  }
  return false;
}

/**
 * How long a fleet is held for a load that is gone: as long as that costs less than a part of what its sudden return
 * would cost, which is its price throughout the boot time (as one rents skis before one buys them).
 */
export function outagePatience(bootMinutes: number, price: number): number {
  return PATIENCE * price * (bootMinutes + 1);
}

/** What is held through an outage: the load before it; 0 when there is none. */
export function outageFloor({ singles }: Memory, bootMinutes: number, price: number): number {
  const minutes = singles[OUTAGE_MINUTES] ?? 0;
  return minutes > 0 && minutes <= outagePatience(bootMinutes, price) ? (singles[OUTAGE_LEVEL] ?? 0) : 0;
}
