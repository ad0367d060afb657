import { Cron } from 'croner';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseScheduleExpression } from '../../../../local/events/schedule/parse-schedule-expression.ts';

const occurrences = (expression: string, timeZone: string, afterMs: number, untilMs: number): number[] => {
  const recurrence = parseScheduleExpression(expression, timeZone, 'scheduler');
  if (recurrence.kind !== 'cron') throw new Error(`${expression} is no cron expression`);
  const found: number[] = [];
  for (let at = recurrence.nextAfter(afterMs); at !== undefined && at <= untilMs; at = recurrence.nextAfter(at)) {
    found.push(at);
  }
  return found;
};

/** A field of a cron expression: a list of values, ranges and steps between two bounds. */
const field = (low: number, high: number): fc.Arbitrary<string> => {
  const value = fc.integer({ min: low, max: high });
  const item = fc.oneof(
    value.map(String),
    fc.tuple(value, value).map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`),
    fc.tuple(value, fc.integer({ min: 1, max: high })).map(([from, step]) => `${from}/${step}`),
    fc.integer({ min: 1, max: high }).map((step) => `*/${step}`),
  );
  return fc.oneof(
    fc.constant('*'),
    fc.array(item, { minLength: 1, maxLength: 3 }).map((items) => items.join(',')),
  );
};

const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const weekday = fc.constantFrom(...WEEKDAYS);

/** Day of month and day of week, as EventBridge and as croner write them. */
interface Days {
  readonly eventBridge: string;
  readonly croner: string;
}

const days: fc.Arbitrary<Days> = fc.oneof(
  field(1, 31).map((text) => ({ eventBridge: `${text} MONTH ?`, croner: `${text} MONTH *` })),
  fc.constant({ eventBridge: 'L MONTH ?', croner: 'L MONTH *' }),
  fc.integer({ min: 1, max: 31 }).map((day) => ({ eventBridge: `${day}W MONTH ?`, croner: `${day}W MONTH *` })),
  fc.array(weekday, { minLength: 1, maxLength: 3 }).map((names) => {
    return { eventBridge: `? MONTH ${names.join(',')}`, croner: `* MONTH ${names.join(',')}` };
  }),
  // EventBridge counts the days of the week from 1, Sunday; croner from 0.
  fc.integer({ min: 1, max: 7 }).map((day) => ({ eventBridge: `? MONTH ${day}`, croner: `* MONTH ${day - 1}` })),
  fc.tuple(weekday, fc.integer({ min: 1, max: 5 })).map(([day, week]) => {
    return { eventBridge: `? MONTH ${day}#${week}`, croner: `* MONTH ${day}#${week}` };
  }),
  weekday.map((day) => ({ eventBridge: `? MONTH ${day}L`, croner: `* MONTH ${day}#L` })),
);

describe('a second library', () => {
  it('croner finds the same occurrences in UTC, whatever the fields', () => {
    const startMs = Date.parse('2027-11-20T00:00:00Z');
    const expressions = fc.tuple(field(0, 59), field(0, 23), days, field(1, 12));
    fc.assert(
      fc.property(expressions, ([minutes, hours, { eventBridge, croner }, month]) => {
        const ours = `cron(${minutes} ${hours} ${eventBridge.replace('MONTH', month)} *)`;
        const recurrence = parseScheduleExpression(ours, 'UTC', 'scheduler');
        const other = new Cron(`0 ${minutes} ${hours} ${croner.replace('MONTH', month)}`, {
          timezone: 'UTC',
          sloppyRanges: true,
        });
        let atMs: number | undefined = startMs;
        for (let count = 0; count < 5 && atMs !== undefined; count++) {
          const next: number | undefined = recurrence.kind === 'cron' ? recurrence.nextAfter(atMs) : undefined;
          expect(next, ours).toBe(other.nextRun(new Date(atMs))?.getTime());
          atMs = next;
        }
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});

/** Four days around a change of the clocks, each minute with what ICU shows on the wall. */
const changes = [
  { zone: 'Europe/London', from: '2026-03-28T00:00:00Z' },
  { zone: 'Europe/London', from: '2026-10-24T00:00:00Z' },
  { zone: 'America/New_York', from: '2026-03-07T00:00:00Z' },
  { zone: 'America/New_York', from: '2026-10-31T00:00:00Z' },
  { zone: 'Australia/Lord_Howe', from: '2026-04-03T00:00:00Z' }, // half an hour
  { zone: 'Australia/Lord_Howe', from: '2026-10-02T00:00:00Z' },
  { zone: 'Asia/Kathmandu', from: '2026-06-01T00:00:00Z' }, // 5:45, never
];
const MINUTE_MS = 60_000;
const WINDOW_MINUTES = 4 * 24 * 60;

interface Minute {
  readonly atMs: number;
  /** Date, hours and minutes. */
  readonly wall: string;
  readonly hour: number;
  readonly minute: number;
}

const minutesOf = (zone: string, fromMs: number): readonly Minute[] => {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'short',
  });
  return Array.from({ length: WINDOW_MINUTES }, (_, index) => {
    const atMs = fromMs + index * MINUTE_MS;
    const wall = format.format(atMs);
    return { atMs, wall, hour: Number(wall.slice(11, 13)), minute: Number(wall.slice(14, 16)) };
  });
};

describe('a walk over every minute of the wall, by ICU', () => {
  it.each(changes)('finds the same occurrences in $zone from $from', ({ zone, from }) => {
    const walk = minutesOf(zone, Date.parse(from));
    const last = walk.at(-1)?.atMs ?? 0;
    // A time that comes twice occurs the first time only; one that the clocks skip is on no wall.
    const firsts = [...new Map(walk.toReversed().map((minute) => [minute.wall, minute])).values()].reverse();
    const sets = fc.tuple(
      fc.uniqueArray(fc.integer({ min: 0, max: 59 }), { minLength: 1, maxLength: 4 }),
      fc.uniqueArray(fc.integer({ min: 0, max: 23 }), { minLength: 1, maxLength: 6 }),
    );
    fc.assert(
      fc.property(sets, ([minutes, hours]) => {
        const expected = firsts.filter(({ hour, minute }) => hours.includes(hour) && minutes.includes(minute));
        const expression = `cron(${minutes.join(',')} ${hours.join(',')} * * ? *)`;
        const found = occurrences(expression, zone, Date.parse(from) - 1, last);
        expect(found, expression).toEqual(expected.map(({ atMs }) => atMs));
      }),
      { seed: 1, numRuns: 60 },
    );
  });
});
