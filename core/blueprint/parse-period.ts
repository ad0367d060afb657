import type { Period } from './model.ts';

/** In the order of ISO 8601: 1 is Monday. */
const weekdayNames = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

const name = `(?:${weekdayNames.join('|')})`;

/** `mon-fri`, `sat, sun`, `fri-mon` (wraps). */
export const daysPattern: RegExp = new RegExp(`^${name}(?:-${name})?(?: *, *${name}(?:-${name})?)*$`);

/** 00:00 to 23:59. */
export const beginPattern: RegExp = /^(?:[01]\d|2[0-3]):[0-5]\d$/;

/** 00:00 to 24:00. */
export const endPattern: RegExp = /^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/;

/** A period as written, its fields already known to match the patterns, as weekday numbers and minutes from midnight. */
export const parsePeriod = (period: {
  readonly days?: string | undefined;
  readonly begin?: string | undefined;
  readonly end?: string | undefined;
}): Period => ({
  weekdays: period.days === undefined ? null : parseDays(period.days),
  beginMinute: period.begin === undefined ? null : parseTime(period.begin),
  endMinute: period.end === undefined ? null : parseTime(period.end),
});

function parseDays(text: string): number[] {
  const weekdays = text.split(',').flatMap((range) => {
    const [from, to = from] = range.trim().split('-').map(weekdayOf);
    if (from === undefined || to === undefined) return [];
    const length = ((to - from + 7) % 7) + 1;
    return Array.from({ length }, (_, index) => ((from - 1 + index) % 7) + 1);
  });
  return [...new Set(weekdays)].sort((a, b) => a - b);
}

const weekdayOf = (word: string): number => weekdayNames.indexOf(word as (typeof weekdayNames)[number]) + 1;

function parseTime(text: string): number {
  const [hours = 0, minutes = 0] = text.split(':').map(Number);
  return hours * 60 + minutes;
}
