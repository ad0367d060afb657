import { Temporal } from 'temporal-polyfill';
import type { Period } from '../blueprint/model.ts';
import { instantOfLocalTime } from './instant-of-local-time.ts';

/** Fixed, so that the same blueprint is judged the same on every day; clock changes come back each year. */
const searchedYears = { from: 2026, until: 2036 };

/**
 * Dates `YYYY-MM-DD` of the years 2026 to 2035 on which a period begins but has no length, because a clock change skips all
 * of it. Periods with only one end have no length anyway, and are never among them.
 */
export function lengthlessDates({ weekdays, beginMinute, endMinute }: Period, timeZone: string): readonly string[] {
  if (beginMinute === null || endMinute === null || beginMinute >= endMinute) return [];
  const dates = transitionDates(timeZone)
    .filter((date) => weekdays === null || weekdays.includes(date.dayOfWeek))
    .filter((date) => instantOfLocalTime(date, beginMinute, timeZone) >= instantOfLocalTime(date, endMinute, timeZone));
  return [...new Set(dates.map(String))];
}

function transitionDates(timeZone: string): Temporal.PlainDate[] {
  const dates: Temporal.PlainDate[] = [];
  let at = Temporal.PlainDate.from({ year: searchedYears.from, month: 1, day: 1 }).toZonedDateTime(timeZone);
  for (;;) {
    const next = at.getTimeZoneTransition('next');
    if (next === null || next.year >= searchedYears.until) return dates;
    // The clock shows the end of the gap; when that is midnight, what was skipped is of the day before.
    dates.push(next.subtract({ seconds: 1 }).toPlainDate(), next.toPlainDate());
    at = next;
  }
}
