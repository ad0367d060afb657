const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const MINUTES_PER_HOUR = 60;
const HOURS_PER_DAY = 24;
const HOURS_PER_WEEK = 168;
/** 14 days. */
export const HOURS_KEPT = 336;

/** Loads of the last 14 days by the hour, and of the hour that is going on. Values; in instances. */
export interface HourlyLoads {
  /** Hours since 1970 of the hour that is going on; -1 before the first minute. */
  readonly hour: number;
  readonly sum: number;
  readonly minutes: number;
  /** Of the finished hours: mean load and minutes with a load, the hour modulo 336 as the place. */
  readonly means: Float32Array;
  readonly counts: Uint8Array;
}

export const noLoads: HourlyLoads = {
  hour: -1,
  sum: 0,
  minutes: 0,
  means: new Float32Array(HOURS_KEPT),
  counts: new Uint8Array(HOURS_KEPT),
};

/** Take one minute in; null: its load is unknown. */
export function addMinute(loads: HourlyLoads, minuteMs: number, load: number | null): HourlyLoads {
  const hour = Math.floor(minuteMs / HOUR_MS);
  const present = hour === loads.hour ? loads : beginHour(loads, hour);
  const isLast = Math.floor(minuteMs / MINUTE_MS) % MINUTES_PER_HOUR === MINUTES_PER_HOUR - 1;
  const counted = load === null ? present : { ...present, sum: present.sum + load, minutes: present.minutes + 1 };
  return isLast ? beginHour(counted, hour + 1) : counted;
}

/** Close the hour that is going on; hours that were skipped have no load. */
function beginHour(loads: HourlyLoads, hour: number): HourlyLoads {
  if (loads.hour < 0) return { ...loads, hour };
  const means = loads.means.slice();
  const counts = loads.counts.slice();
  means[loads.hour % HOURS_KEPT] = loads.minutes === 0 ? 0 : loads.sum / loads.minutes;
  counts[loads.hour % HOURS_KEPT] = loads.minutes;
  for (let skipped = Math.max(loads.hour + 1, hour - HOURS_KEPT); skipped < hour; skipped += 1) {
    counts[skipped % HOURS_KEPT] = 0;
  }
  return { hour, sum: 0, minutes: 0, means, counts };
}

/** Minutes with a load in the finished hours that are kept. */
export function minutesKept({ counts }: HourlyLoads): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

/**
 * Expected mean loads of the next 48 hours, the one that begins now first: the mean of the same hour of the last 14
 * days, half and half with the mean of the same hour one and two weeks before where there is one. NaN: nothing to
 * expect from.
 */
export function forecastHours(loads: HourlyLoads): Float32Array {
  return Float32Array.from({ length: 2 * HOURS_PER_DAY }, (_, ahead) => {
    const hour = loads.hour + ahead;
    const daily = meanOf(loads, hour, HOURS_PER_DAY);
    const weekly = meanOf(loads, hour, HOURS_PER_WEEK);
    return Number.isNaN(weekly) ? daily : (daily + weekly) / 2;
  });
}

/** Mean over the finished hours that lie a whole number of periods before `hour`; NaN without any. */
function meanOf({ hour: present, means, counts }: HourlyLoads, hour: number, period: number): number {
  let sum = 0;
  let minutes = 0;
  for (let past = hour - period; past >= Math.max(0, present - HOURS_KEPT); past -= period) {
    if (past >= present) continue;
    const count = counts[past % HOURS_KEPT] ?? 0;
    sum += count * (means[past % HOURS_KEPT] ?? 0);
    minutes += count;
  }
  return minutes === 0 ? Number.NaN : sum / minutes;
}
