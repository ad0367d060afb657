import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Calendar, Schedule } from '../../../core/blueprint/model.ts';
import { edgesBetween } from '../../../core/schedule/edges-between.ts';
import { stateAt } from '../../../core/schedule/state-at.ts';
import { aSchedule, ms } from './builders.ts';

const edges = (schedule: Schedule, after: string, until: string, calendars: Record<string, Calendar> = {}): string[] =>
  edgesBetween(schedule, calendars, ms(after), ms(until)).map(
    ({ atMs, wanted }) => `${new Date(atMs).toISOString().slice(0, 16)}Z ${wanted === 'running' ? 'START' : 'STOP'}`,
  );

describe('edgesBetween', () => {
  it.each([
    {
      what: 'E1: a start at begin',
      schedule: aSchedule('UTC', { begin: '10:00', end: '20:00' }),
      span: ['2023-05-31T09:55Z', '2023-05-31T10:00Z'],
      expected: ['2023-05-31T10:00Z START'],
    },
    {
      what: 'E2: a stop at end',
      schedule: aSchedule('UTC', { begin: '10:00', end: '20:00' }),
      span: ['2023-05-31T19:55Z', '2023-05-31T20:00Z'],
      expected: ['2023-05-31T20:00Z STOP'],
    },
    {
      what: 'E3: nothing inside of a period',
      schedule: aSchedule('UTC', { begin: '10:00', end: '20:00' }),
      span: ['2023-05-31T15:00Z', '2023-05-31T15:05Z'],
      expected: [],
    },
    {
      what: 'an edge at the open end is not seen again',
      schedule: aSchedule('UTC', { begin: '10:00', end: '20:00' }),
      span: ['2023-05-31T10:00Z', '2023-05-31T19:59Z'],
      expected: [],
    },
    {
      what: 'O3: only a stop when only an end is given',
      schedule: aSchedule('UTC', { end: '20:00' }),
      span: ['2023-05-31T00:00Z', '2023-06-01T19:59Z'],
      expected: ['2023-05-31T20:00Z STOP'],
    },
    {
      what: 'O5: only a start when only a begin is given',
      schedule: aSchedule('UTC', { begin: '10:00' }),
      span: ['2023-05-31T00:00Z', '2023-06-01T10:00Z'],
      expected: ['2023-05-31T10:00Z START', '2023-06-01T10:00Z START'],
    },
    {
      what: 'M1: no stop between 10:00 and 10:01',
      schedule: aSchedule('UTC', { begin: '05:00', end: '10:00' }, { begin: '10:01', end: '15:00' }),
      span: ['2023-05-31T00:00Z', '2023-06-01T00:00Z'],
      expected: ['2023-05-31T05:00Z START', '2023-05-31T15:00Z STOP'],
    },
    {
      what: 'M2: no stop between 23:59 and 00:00',
      schedule: aSchedule('UTC', { begin: '05:00', end: '23:59' }, { begin: '00:00', end: '03:00' }),
      span: ['2023-05-31T04:00Z', '2023-06-01T04:00Z'],
      expected: ['2023-05-31T05:00Z START', '2023-06-01T03:00Z STOP'],
    },
    {
      what: 'two minutes between periods are a stop and a start',
      schedule: aSchedule('UTC', { begin: '05:00', end: '10:00' }, { begin: '10:02', end: '15:00' }),
      span: ['2023-05-31T09:00Z', '2023-05-31T11:00Z'],
      expected: ['2023-05-31T10:00Z STOP', '2023-05-31T10:02Z START'],
    },
    {
      what: 'the whole day every day makes no edge at all',
      schedule: aSchedule('UTC', { begin: '00:00', end: '24:00' }),
      span: ['2023-05-01T00:00Z', '2023-06-01T00:00Z'],
      expected: [],
    },
    {
      what: 'P2: chosen weekdays run as whole days when no times are given',
      schedule: aSchedule('UTC', { days: 'mon, thu, sat' }),
      span: ['2023-07-09T00:00Z', '2023-07-16T00:00Z'],
      expected: [
        '2023-07-10T00:00Z START',
        '2023-07-11T00:00Z STOP',
        '2023-07-13T00:00Z START',
        '2023-07-14T00:00Z STOP',
        '2023-07-15T00:00Z START',
        '2023-07-16T00:00Z STOP',
      ],
    },
    {
      what: 'H1: exactly one stop in the night that has 01:30 twice, the first time',
      schedule: aSchedule('America/New_York', { begin: '00:00', end: '01:30' }),
      span: ['2024-11-03T04:00Z', '2024-11-03T08:00Z'],
      expected: ['2024-11-03T05:30Z STOP'],
    },
    {
      what: 'H3: a begin that the clocks skip is the first instant after the gap',
      schedule: aSchedule('America/New_York', { begin: '02:30', end: '05:00' }),
      span: ['2024-03-10T00:00Z', '2024-03-10T23:00Z'],
      expected: ['2024-03-10T07:00Z START', '2024-03-10T09:00Z STOP'],
    },
    {
      what: 'a period wholly inside of a gap has no length',
      schedule: aSchedule('America/New_York', { begin: '02:10', end: '02:50' }),
      span: ['2024-03-10T00:00Z', '2024-03-10T23:00Z'],
      expected: [],
    },
    {
      what: 'a midnight that the clocks skip is one o’clock',
      schedule: aSchedule('Africa/Cairo', { days: 'fri' }),
      span: ['2024-04-25T00:00Z', '2024-04-27T00:00Z'],
      expected: ['2024-04-25T22:00Z START', '2024-04-26T21:00Z STOP'],
    },
    {
      what: 'H6: the weekday is the one on which a night begins',
      schedule: aSchedule('UTC', { days: 'fri', begin: '22:00', end: '06:00' }),
      span: ['2023-06-02T00:00Z', '2023-06-03T23:00Z'],
      expected: ['2023-06-02T22:00Z START', '2023-06-03T06:00Z STOP'],
    },
    {
      what: 'H8: an end of 23:59 is found by the beat of midnight',
      schedule: aSchedule('UTC', { end: '23:59' }),
      span: ['2023-05-31T23:55Z', '2023-06-01T00:00Z'],
      expected: ['2023-05-31T23:59Z STOP'],
    },
    {
      what: 'an empty span has no edges',
      schedule: aSchedule('UTC', { begin: '10:00', end: '20:00' }),
      span: ['2023-05-31T10:00Z', '2023-05-31T10:00Z'],
      expected: [],
    },
    {
      what: 'a start inside of a running period makes no edge, and keeps it running past the end of that period',
      schedule: aSchedule('UTC', { begin: '08:00', end: '12:00' }, { begin: '10:00' }),
      span: ['2023-05-31T00:00Z', '2023-05-31T23:59Z'],
      expected: ['2023-05-31T08:00Z START'],
    },
  ])('$what', ({ schedule, span: [after = '', until = ''], expected }) => {
    expect(edges(schedule, after, until)).toEqual(expected);
  });

  it('H14: a holiday is off all day, in the time zone of the schedule', () => {
    const schedule = {
      ...aSchedule('Europe/Rome', { days: 'mon-fri', begin: '09:00', end: '18:00' }),
      calendars: ['xmas'],
    };
    const calendars = { xmas: { dates: ['2024-12-25'], treatAs: 'off' as const } };
    expect(edges(schedule, '2024-12-24T00:00Z', '2024-12-26T23:00Z', calendars)).toEqual([
      '2024-12-24T08:00Z START',
      '2024-12-24T17:00Z STOP',
      '2024-12-26T08:00Z START',
      '2024-12-26T17:00Z STOP',
    ]);
  });

  it('cuts a night at the midnight of a holiday, and begins none on it', () => {
    const schedule = { ...aSchedule('Europe/Rome', { begin: '22:00', end: '06:00' }), calendars: ['xmas'] };
    const calendars = { xmas: { dates: ['2024-12-25'], treatAs: 'off' as const } };
    expect(edges(schedule, '2024-12-24T12:00Z', '2024-12-26T12:00Z', calendars)).toEqual([
      '2024-12-24T21:00Z START',
      '2024-12-24T23:00Z STOP',
    ]);
  });

  it('runs all of a date that is treated as on', () => {
    const schedule = {
      ...aSchedule('Europe/Rome', { days: 'mon-fri', begin: '09:00', end: '18:00' }),
      calendars: ['sale'],
    };
    const calendars = { sale: { dates: ['2024-11-30'], treatAs: 'on' as const } };
    expect(edges(schedule, '2024-11-29T20:00Z', '2024-12-01T20:00Z', calendars)).toEqual([
      '2024-11-29T23:00Z START',
      '2024-11-30T23:00Z STOP',
    ]);
  });

  it('stops at the midnight of a holiday what has only a start', () => {
    const schedule = { ...aSchedule('UTC', { begin: '10:00' }), calendars: ['xmas'] };
    const calendars = { xmas: { dates: ['2024-12-25'], treatAs: 'off' as const } };
    expect(edges(schedule, '2024-12-24T12:00Z', '2024-12-26T12:00Z', calendars)).toEqual([
      '2024-12-25T00:00Z STOP',
      '2024-12-26T10:00Z START',
    ]);
  });
});

const time = fc.integer({ min: 0, max: 1439 });
const period = fc.record({
  weekdays: fc.option(fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 })),
  beginMinute: time,
  endMinute: fc.integer({ min: 0, max: 1440 }),
});
const oneSidedPeriod = fc.oneof(
  period,
  fc.record({ weekdays: period.map((p) => p.weekdays), beginMinute: time, endMinute: fc.constant(null) }),
);
const zone = fc.constantFrom(
  'UTC',
  'Europe/Rome',
  'America/New_York',
  'Australia/Lord_Howe',
  'Africa/Cairo',
  'Pacific/Apia',
);
const scheduleOf = (one: typeof period | typeof oneSidedPeriod) =>
  fc.record({
    timeZone: zone,
    periods: fc.array(one as fc.Arbitrary<Schedule['periods'][number]>, { minLength: 1, maxLength: 3 }),
    calendars: fc.constantFrom([], ['off'], ['on'], ['off', 'on']),
  });
const calendars: Record<string, Calendar> = {
  off: { dates: ['2024-03-11', '2024-04-01', '2024-10-27'], treatAs: 'off' },
  on: { dates: ['2024-03-31', '2024-11-03'], treatAs: 'on' },
};
const instant = fc
  .integer({ min: ms('2024-03-01T00:00Z') / 60_000, max: ms('2024-11-30T00:00Z') / 60_000 })
  .map((minute) => minute * 60_000);
const span = fc.tuple(
  instant,
  fc.integer({ min: 0, max: 12 * 24 * 60 }).map((minutes) => minutes * 60_000),
);

describe('edgesBetween, for any schedule', () => {
  it('finds the same edges however the time is split', () => {
    fc.assert(
      fc.property(
        scheduleOf(oneSidedPeriod),
        span,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (schedule, [fromMs, lengthMs], share) => {
          const untilMs = fromMs + lengthMs;
          const middleMs = fromMs + Math.floor((lengthMs * share) / 60_000) * 60_000;
          expect([
            ...edgesBetween(schedule, calendars, fromMs, middleMs),
            ...edgesBetween(schedule, calendars, middleMs, untilMs),
          ]).toEqual(edgesBetween(schedule, calendars, fromMs, untilMs));
        },
      ),
      { numRuns: 150 },
    );
  });

  it('changes the state of bounded periods at its edges and nowhere else', () => {
    fc.assert(
      fc.property(scheduleOf(period), span, (schedule, [fromMs, lengthMs]) => {
        let state = stateAt(schedule, calendars, fromMs);
        for (const { atMs, wanted, isBounded } of edgesBetween(schedule, calendars, fromMs, fromMs + lengthMs)) {
          expect(stateAt(schedule, calendars, atMs - 1)).toBe(state);
          expect(wanted).not.toBe(state);
          expect(isBounded).toBe(true);
          state = wanted;
          expect(stateAt(schedule, calendars, atMs)).toBe(state);
        }
        expect(stateAt(schedule, calendars, fromMs + lengthMs)).toBe(state);
      }),
      { numRuns: 150 },
    );
  });

  it('never stops what a period wants running', () => {
    fc.assert(
      fc.property(scheduleOf(oneSidedPeriod), span, (schedule, [fromMs, lengthMs]) => {
        for (const { atMs, wanted } of edgesBetween(schedule, calendars, fromMs, fromMs + lengthMs)) {
          expect(stateAt(schedule, calendars, atMs) === 'running').toBe(wanted === 'running');
        }
      }),
      { numRuns: 150 },
    );
  });
});
