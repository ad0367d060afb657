import { Temporal } from 'temporal-polyfill';
import type { Cron } from './parse-cron.ts';

const DAY_MS = 86_400_000;
/** A leap day on a given weekday comes back after at most 40 years, across a century that has no leap day. */
const YEARS_AHEAD = 40;

/**
 * The first occurrence of a cron expression later than an instant. A local time that the clocks skip does not occur; one
 * that comes twice occurs the first time only.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#daylist-savings-time
 *
 * @returns undefined when there is none within 40 years
 */
export const nextOccurrence = (cron: Cron, timeZone: string, afterMs: number): number | undefined => {
  const wall = wallClockMs(afterMs, timeZone);
  const firstDayMs = Math.floor(wall / DAY_MS) * DAY_MS;
  const lastYear = Math.min(cron.yearMax, new Date(firstDayMs).getUTCFullYear() + YEARS_AHEAD);
  for (let dayMs = firstDayMs; ; dayMs += DAY_MS) {
    const date = new Date(dayMs);
    const year = date.getUTCFullYear();
    if (year > lastYear) return undefined;
    if (!cron.hasDay({ year, month: date.getUTCMonth() + 1, day: date.getUTCDate() })) continue;
    const found = firstOfDay(cron, timeZone, dayMs, wall, afterMs);
    if (found !== undefined) return found;
  }
};

const firstOfDay = (
  cron: Cron,
  timeZone: string,
  dayMs: number,
  wallMs: number,
  afterMs: number,
): number | undefined => {
  for (const hour of cron.hours) {
    for (const minute of cron.minutes) {
      const localMs = dayMs + (hour * 60 + minute) * 60_000;
      // A local time before the present one can only be later when the clocks have been set back: and then it comes twice.
      if (localMs < wallMs) continue;
      const atMs = instantOf(localMs, timeZone);
      if (atMs !== undefined && atMs > afterMs) return atMs;
    }
  }
  return undefined;
};

const isUtc = (timeZone: string): boolean => timeZone === 'UTC' || timeZone === 'Etc/UTC';

/** What a clock on the wall of that zone shows, counted as if it were UTC. */
const wallClockMs = (atMs: number, timeZone: string): number =>
  isUtc(timeZone)
    ? atMs
    : atMs + Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(timeZone).offsetNanoseconds / 1e6;

/** The first instant at which the wall shows this, or undefined when it never does. */
export const instantOf = (localMs: number, timeZone: string): number | undefined => {
  if (isUtc(timeZone)) return localMs;
  const local = Temporal.PlainDateTime.from(new Date(localMs).toISOString().slice(0, 19));
  const earlier = local.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
  return earlier.toPlainDateTime().equals(local) ? earlier.epochMilliseconds : undefined;
};
