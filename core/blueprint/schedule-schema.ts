import { beginPattern, daysPattern, endPattern } from './parse-period.ts';
import { idName, list, mapping, oneOf, text } from './schema-parts.ts';

const periodSource = mapping('When it runs; what is given together must all match.', {
  days: text(
    'Weekdays on which the period begins; without it: every day.',
    daysPattern,
    'must be weekdays and ranges of them, such as `mon-fri` or `sat, sun`',
  ).optional(),
  begin: text(
    'When it is started. Without it, the period is only a stop.',
    beginPattern,
    'must be a time from "00:00" to "23:59"',
  ).optional(),
  end: text(
    'When it is stopped: on the next day when it is not after `begin`. Without it, the period is only a start.',
    endPattern,
    'must be a time from "00:00" to "24:00"',
  ).optional(),
});

export const scheduleSource = mapping('When something runs.', {
  timeZone: text(
    'IANA time zone of all times and dates.',
    /^[A-Za-z]/,
    'must be an IANA time zone such as Europe/Rome',
  ),
  calendars: list('Calendars of dates that are treated specially.', idName('Name of a calendar.')).optional(),
  periods: list('It runs when one of them does; touching ones make no stop between.', periodSource),
});

export const calendarSource = mapping(
  'Dates that a schedule treats specially, each in the time zone of the schedule.',
  {
    treatAs: oneOf('What the whole of each date is.', ['off', 'on']),
    dates: list(
      'The dates.',
      text('A date.', /^\d{4}-\d{2}-\d{2}$/, 'must be a date such as 2026-12-25').refine(isDate, {
        error: 'must be a date that exists',
      }),
    ),
  },
);

export function isDate(date: string): boolean {
  const atMs = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(atMs) && new Date(atMs).toISOString().startsWith(date);
}
