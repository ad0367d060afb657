import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextInRecurrence } from '../../../../local/events/schedule/next-in-recurrence.ts';
import {
  parseScheduleExpression,
  type ScheduleDialect,
} from '../../../../local/events/schedule/parse-schedule-expression.ts';

/** The first occurrences after an instant, as ISO 8601 without seconds. */
const occurrences = (
  expression: string,
  after: string,
  count: number,
  timeZone = 'UTC',
  dialect: ScheduleDialect = 'scheduler',
): string[] => {
  const recurrence = parseScheduleExpression(expression, timeZone, dialect);
  const found: string[] = [];
  let afterMs: number | undefined = Date.parse(after);
  const anchorMs = afterMs;
  while (found.length < count) {
    afterMs = nextInRecurrence(recurrence, anchorMs, afterMs);
    if (afterMs === undefined) break;
    found.push(new Date(afterMs).toISOString().slice(0, 16));
  }
  return found;
};

describe('cron occurs', () => {
  it.each<{ when: string; expression: string; after: string; next: string[] }>([
    {
      when: 'every day at ten',
      expression: 'cron(0 10 * * ? *)',
      after: '2026-01-05T10:00Z',
      next: ['2026-01-06T10:00', '2026-01-07T10:00'],
    },
    {
      when: 'every quarter of an hour',
      expression: 'cron(0/15 * * * ? *)',
      after: '2026-01-05T10:50Z',
      next: ['2026-01-05T11:00', '2026-01-05T11:15'],
    },
    {
      when: 'with 1/10 in the minutes 1, 11 and so on',
      expression: 'cron(1/10 * * * ? *)',
      after: '2026-01-05T10:50Z',
      next: ['2026-01-05T10:51', '2026-01-05T11:01', '2026-01-05T11:11'],
    },
    {
      when: 'on working days',
      expression: 'cron(0 18 ? * MON-FRI *)',
      after: '2026-01-09T18:00Z',
      next: ['2026-01-12T18:00'],
    },
    {
      when: 'on day 1 of the week, a Sunday',
      expression: 'cron(0 0 ? * 1 *)',
      after: '2026-01-05T00:00Z',
      next: ['2026-01-11T00:00', '2026-01-18T00:00'],
    },
    {
      when: 'on days of a week that wrap',
      expression: 'cron(0 0 ? * FRI-MON *)',
      after: '2026-01-05T00:00Z',
      next: ['2026-01-09T00:00', '2026-01-10T00:00', '2026-01-11T00:00', '2026-01-12T00:00', '2026-01-16T00:00'],
    },
    {
      when: 'in hours that wrap',
      expression: 'cron(30 22-1 * * ? *)',
      after: '2026-01-05T21:00Z',
      next: ['2026-01-05T22:30', '2026-01-05T23:30', '2026-01-06T00:30', '2026-01-06T01:30', '2026-01-06T22:30'],
    },
    {
      when: 'on the last day of the month',
      expression: 'cron(0 8 L * ? *)',
      after: '2028-02-01T00:00Z',
      next: ['2028-02-29T08:00', '2028-03-31T08:00', '2028-04-30T08:00'],
    },
    {
      when: 'on the last day of the week, a Saturday',
      expression: 'cron(0 8 ? * L *)',
      after: '2026-01-05T00:00Z',
      next: ['2026-01-10T08:00'],
    },
    {
      when: 'on the last Friday of the month',
      expression: 'cron(15 10 ? * 6L 2022-2023)',
      after: '2022-01-01T00:00Z',
      next: ['2022-01-28T10:15', '2022-02-25T10:15'],
    },
    {
      when: 'on the second Tuesday',
      expression: 'cron(0 0 ? * 3#2 *)',
      after: '2026-01-01T00:00Z',
      next: ['2026-01-13T00:00', '2026-02-10T00:00'],
    },
    {
      when: 'on a fifth Monday only in months that have one',
      expression: 'cron(0 0 ? * 2#5 *)',
      after: '2026-01-01T00:00Z',
      next: ['2026-03-30T00:00', '2026-06-29T00:00'],
    },
    {
      when: 'on the weekday nearest to a Saturday, the Friday',
      expression: 'cron(0 0 15W 8 ? *)',
      after: '2026-01-01T00:00Z',
      next: ['2026-08-14T00:00'],
    },
    {
      when: 'on the weekday nearest to a Sunday, the Monday',
      expression: 'cron(0 0 15W 2 ? *)',
      after: '2026-01-01T00:00Z',
      next: ['2026-02-16T00:00'],
    },
    {
      when: 'on the weekday nearest to a first that is a Saturday, within the month',
      expression: 'cron(0 0 1W 8 ? *)',
      after: '2026-01-01T00:00Z',
      next: ['2026-08-03T00:00'],
    },
    {
      when: 'on a leap day',
      expression: 'cron(0 0 29 2 ? *)',
      after: '2026-01-01T00:00Z',
      next: ['2028-02-29T00:00', '2032-02-29T00:00'],
    },
    { when: 'never on the 30th of February', expression: 'cron(0 0 30 2 ? *)', after: '2026-01-01T00:00Z', next: [] },
    { when: 'never after its years', expression: 'cron(0 0 1 1 ? 2026)', after: '2026-01-01T00:00Z', next: [] },
    {
      when: 'with five fields in every year',
      expression: 'cron(0 0 1 1 ?)',
      after: '2026-01-01T00:00Z',
      next: ['2027-01-01T00:00'],
    },
  ])('$when', ({ expression, after, next }) => {
    expect(occurrences(expression, after, Math.max(next.length, 1))).toEqual(next);
  });
});

describe('with clocks that change', () => {
  it.each<{ when: string; expression: string; zone: string; after: string; next: string[] }>([
    {
      when: 'a time that is skipped does not occur that day',
      expression: 'cron(30 2 * * ? *)',
      zone: 'America/Los_Angeles',
      after: '2026-03-07T12:00Z',
      next: ['2026-03-09T09:30'],
    },
    {
      when: 'a time that comes twice occurs once, the first time',
      expression: 'cron(30 1 * * ? *)',
      zone: 'America/Los_Angeles',
      after: '2026-10-31T12:00Z',
      next: ['2026-11-01T08:30', '2026-11-02T09:30'],
    },
    {
      when: 'after the first of two hours the second has none',
      expression: 'cron(0/20 * * * ? *)',
      zone: 'Europe/Rome',
      after: '2026-10-25T00:30Z',
      next: ['2026-10-25T00:40', '2026-10-25T02:00'],
    },
    {
      when: 'an instant within the second of two hours is followed by the hour after',
      expression: 'cron(0/20 * * * ? *)',
      zone: 'Europe/Rome',
      after: '2026-10-25T01:10Z',
      next: ['2026-10-25T02:00'],
    },
    {
      when: 'noon stays noon',
      expression: 'cron(0 12 * * ? *)',
      zone: 'Europe/Rome',
      after: '2026-03-27T12:00Z',
      next: ['2026-03-28T11:00', '2026-03-29T10:00'],
    },
  ])('$when', ({ expression, zone, after, next }) => {
    expect(occurrences(expression, after, next.length, zone)).toEqual(next);
  });
});

describe('rate and at', () => {
  it.each<{ when: string; expression: string; after: string; next: string[]; zone?: string }>([
    {
      when: 'a rate keeps its period',
      expression: 'rate(5 minutes)',
      after: '2026-01-05T10:02Z',
      next: ['2026-01-05T10:07', '2026-01-05T10:12'],
    },
    {
      when: 'a day is 24 hours',
      expression: 'rate(1 days)',
      after: '2026-03-28T12:00Z',
      next: ['2026-03-29T12:00'],
      zone: 'Europe/Rome',
    },
    {
      when: 'at occurs once, by the clock of its zone',
      expression: 'at(2026-07-01T09:00:00)',
      after: '2026-01-01T00:00Z',
      next: ['2026-07-01T07:00'],
      zone: 'Europe/Rome',
    },
  ])('$when', ({ expression, after, next, zone }) => {
    expect(occurrences(expression, after, next.length, zone)).toEqual(next);
  });

  it('at is over when its time is past', () => {
    expect(occurrences('at(2026-01-01T00:00:00)', '2026-01-02T00:00Z', 1)).toEqual([]);
  });
});

describe('an expression is refused', () => {
  it.each<{ when: string; expression: string; dialect?: ScheduleDialect; message: string }>([
    { when: 'both days are given', expression: 'cron(0 0 1 * MON *)', message: 'exactly one of them must be ?' },
    { when: 'both days are open', expression: 'cron(0 0 ? * ? *)', message: 'exactly one of them must be ?' },
    { when: 'both days are asterisks', expression: 'cron(0 0 * * * *)', message: 'exactly one of them must be ?' },
    { when: 'a rule has five fields', expression: 'cron(0 0 * * ?)', dialect: 'rule', message: 'it must have 6' },
    { when: 'a minute is 60', expression: 'cron(60 0 * * ? *)', message: 'minutes is "60"; it must be within 0-59' },
    {
      when: 'a day of the week is 0',
      expression: 'cron(0 0 ? * 0 *)',
      message: 'day-of-week is "0"; it must be within 1-7 or SUN-SAT',
    },
    { when: 'two days with # are listed', expression: 'cron(0 0 ? * 3#1,6#3 *)', message: 'day-of-week' },
    { when: 'a step is nothing', expression: 'cron(0/0 0 * * ? *)', message: 'minutes is "0/0"' },
    {
      when: 'a rule’s rate is not grammatical',
      expression: 'rate(1 minutes)',
      dialect: 'rule',
      message: 'must be a positive whole number',
    },
    { when: 'a rate is zero', expression: 'rate(0 minutes)', message: 'must be a positive whole number' },
    {
      when: 'a rule has at',
      expression: 'at(2026-01-01T00:00:00)',
      dialect: 'rule',
      message: 'must be rate(...) or cron(...)',
    },
    { when: 'years go back', expression: 'cron(0 0 1 1 ? 2030-2026)', message: 'year is "2030-2026"' },
    { when: 'at is no day of the calendar', expression: 'at(2026-02-30T00:00:00)', message: 'must be a local time' },
    { when: 'at has a zone', expression: 'at(2026-01-01T00:00:00Z)', message: 'must be a local time' },
    { when: 'it is something else', expression: 'every minute', message: 'must be rate(...), at(...) or cron(...)' },
  ])('when $when', ({ expression, dialect = 'scheduler', message }) => {
    expect(() => parseScheduleExpression(expression, 'UTC', dialect)).toThrow(message);
  });
});

describe('laws', () => {
  const field = (min: number, max: number) => fc.oneof(fc.constant('*'), fc.integer({ min, max }).map(String));

  it('each occurrence is later than the one before, and shows the wanted minute and hour on the wall', () => {
    const zones = fc.constantFrom('UTC', 'Europe/Rome', 'America/New_York', 'Australia/Lord_Howe');
    const after = fc.integer({ min: Date.UTC(2026, 0), max: Date.UTC(2027, 0) });
    fc.assert(
      fc.property(field(0, 59), field(0, 23), zones, after, (minute, hour, timeZone, afterMs) => {
        const recurrence = parseScheduleExpression(`cron(${minute} ${hour} * * ? *)`, timeZone, 'scheduler');
        const atMs = nextInRecurrence(recurrence, 0, afterMs) ?? Number.NaN;
        const wall = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(atMs);
        const [wallHour, wallMinute] = wall.split(':').map(Number);
        expect(atMs).toBeGreaterThan(afterMs);
        if (hour !== '*') expect(wallHour).toBe(Number(hour));
        if (minute !== '*') expect(wallMinute).toBe(Number(minute));
      }),
      { numRuns: 200 },
    );
  });
});
