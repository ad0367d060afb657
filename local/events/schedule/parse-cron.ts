import { type FieldRange, parseCronField, parseCronNumber } from './cron-field.ts';

/** A day by the calendar; months and days of the month count from 1. */
export interface CalendarDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

export interface Cron {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly yearMax: number;
  readonly hasDay: (day: CalendarDay) => boolean;
}

/**
 * Parse the fields of a cron expression of EventBridge: minutes, hours, day of month, month, day of week (1 is Sunday),
 * year. One of the two day fields must be `?`.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#cron-based
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
 *
 * @param text what stands between the brackets
 * @throws Error with the field, the value and what is allowed
 */
export const parseCron = (text: string, options: { readonly isYearOptional: boolean }): Cron => {
  const fields = text.trim().split(/\s+/);
  if (fields.length === 5 && options.isYearOptional) fields.push('*');
  const [minutes, hours, dayOfMonth, month, dayOfWeek, year] = fields;
  if (fields.length !== 6 || dayOfMonth === undefined || dayOfWeek === undefined) {
    throw new Error(`a cron expression has ${fields.length} fields; it must have 6`);
  }
  if ((dayOfMonth === '?') === (dayOfWeek === '?')) {
    throw new Error(`day-of-month is ${dayOfMonth} and day-of-week is ${dayOfWeek}; exactly one of them must be ?`);
  }
  const months = parseCronField(month ?? '', MONTH);
  const years = parseCronField(year ?? '', YEAR);
  const isDay = dayOfWeek === '?' ? parseDayOfMonth(dayOfMonth) : parseDayOfWeek(dayOfWeek);
  return {
    minutes: [...parseCronField(minutes ?? '', MINUTES)].sort(byNumber),
    hours: [...parseCronField(hours ?? '', HOURS)].sort(byNumber),
    yearMax: Math.max(...years),
    hasDay: (day) => months.has(day.month) && years.has(day.year) && isDay(day),
  };
};

const MINUTES: FieldRange = { name: 'minutes', min: 0, max: 59 };
const HOURS: FieldRange = { name: 'hours', min: 0, max: 23 };
const DAY_OF_MONTH: FieldRange = { name: 'day-of-month', min: 1, max: 31 };
const DAY_OF_WEEK: FieldRange = {
  name: 'day-of-week',
  min: 1,
  max: 7,
  names: ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'],
};
const MONTH: FieldRange = {
  name: 'month',
  min: 1,
  max: 12,
  names: ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'],
};
const YEAR: FieldRange = { name: 'year', min: 1970, max: 2199, isLinear: true };

type DayTest = (day: CalendarDay) => boolean;

const parseDayOfMonth = (text: string): DayTest => {
  const nearest = /^(\d{1,2})W$/i.exec(text)?.[1];
  if (nearest !== undefined) {
    const wanted = parseCronNumber(nearest, DAY_OF_MONTH);
    return (day) => day.day === nearestWeekday(day, wanted);
  }
  const [isLast, days] = splitLast(text, DAY_OF_MONTH);
  return (day) => days.has(day.day) || (isLast && day.day === daysInMonth(day));
};

/** `L` may stand in a list beside numbers. */
const splitLast = (text: string, range: FieldRange): readonly [boolean, ReadonlySet<number>] => {
  const items = text.split(',');
  const others = items.filter((item) => item.toUpperCase() !== 'L');
  return [others.length < items.length, others.length === 0 ? new Set() : parseCronField(others.join(), range)];
};

/** The working day nearest to a day of the month, never in another month. */
const nearestWeekday = (day: CalendarDay, wanted: number): number | undefined => {
  const last = daysInMonth(day);
  if (wanted > last) return undefined;
  const weekday = weekdayOf({ ...day, day: wanted });
  if (weekday === SATURDAY) return wanted > 1 ? wanted - 1 : wanted + 2;
  if (weekday === SUNDAY) return wanted < last ? wanted + 1 : wanted - 2;
  return wanted;
};

const parseDayOfWeek = (text: string): DayTest => {
  const [, nthDay, nth] = /^(\w+)#(\w+)$/.exec(text) ?? [];
  if (nthDay !== undefined && nth !== undefined) {
    const weekday = parseCronNumber(nthDay, DAY_OF_WEEK);
    const week = parseCronNumber(nth, { name: 'the week in day-of-week', min: 1, max: 5 });
    return (day) => weekdayOf(day) === weekday && Math.ceil(day.day / 7) === week;
  }
  const lastDay = /^(\d|[a-z]{3})L$/i.exec(text)?.[1];
  if (lastDay !== undefined) {
    const weekday = parseCronNumber(lastDay, DAY_OF_WEEK);
    return (day) => weekdayOf(day) === weekday && day.day + 7 > daysInMonth(day);
  }
  // Alone it is the last day of the week, which begins on Sunday.
  const [isLast, weekdays] = splitLast(text, DAY_OF_WEEK);
  return (day) => weekdays.has(weekdayOf(day)) || (isLast && weekdayOf(day) === SATURDAY);
};

const SUNDAY = 1;
const SATURDAY = 7;
const weekdayOf = ({ year, month, day }: CalendarDay): number =>
  new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 1;
const daysInMonth = ({ year, month }: CalendarDay): number => new Date(Date.UTC(year, month, 0)).getUTCDate();
const byNumber = (a: number, b: number): number => a - b;
