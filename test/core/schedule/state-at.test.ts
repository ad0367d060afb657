import { describe, expect, it } from 'vitest';
import { stateAt } from '../../../core/schedule/state-at.ts';
import { aSchedule, ms } from './builders.ts';

describe('stateAt', () => {
  it.each([
    { zone: 'Etc/GMT+12', expected: 'running' },
    { zone: 'Etc/GMT+5', expected: 'running' },
    { zone: 'GMT', expected: 'stopped' },
    { zone: 'Etc/GMT-5', expected: 'stopped' },
    { zone: 'Etc/GMT-13', expected: 'running' },
  ])('T3: 00:00-12:00 in $zone is $expected at noon in UTC', ({ zone, expected }) => {
    expect(stateAt(aSchedule(zone, { begin: '00:00', end: '12:00' }), {}, ms('2023-06-09T12:00Z'))).toBe(expected);
  });

  it.each([
    { at: '05:00', expected: 'any' },
    { at: '10:00', expected: 'running' },
    { at: '15:00', expected: 'running' },
    { at: '00:00', expected: 'any' },
  ])('O5: with only a begin of 10:00 it is $expected at $at', ({ at, expected }) => {
    expect(stateAt(aSchedule('UTC', { begin: '10:00' }), {}, ms(`2023-05-31T${at}Z`))).toBe(expected);
  });

  it.each([
    { at: '19:59', expected: 'any' },
    { at: '20:00', expected: 'stopped' },
    { at: '23:59', expected: 'stopped' },
  ])('with only an end of 20:00 it is $expected at $at', ({ at, expected }) => {
    expect(stateAt(aSchedule('UTC', { end: '20:00' }), {}, ms(`2023-05-31T${at}Z`))).toBe(expected);
  });

  it.each([
    {
      at: '2023-05-31T10:00:30Z',
      periods: [
        { begin: '05:00', end: '10:00' },
        { begin: '10:01', end: '15:00' },
      ],
      when: 'M1',
    },
    {
      at: '2023-05-31T23:59:59Z',
      periods: [
        { begin: '05:00', end: '23:59' },
        { begin: '00:00', end: '03:00' },
      ],
      when: 'M2',
    },
    {
      at: '2023-06-01T00:00:00Z',
      periods: [
        { begin: '05:00', end: '23:59' },
        { begin: '00:00', end: '03:00' },
      ],
      when: 'M2',
    },
  ])('$when: it is running between periods that nearly touch, at $at', ({ at, periods }) => {
    expect(stateAt(aSchedule('UTC', ...periods), {}, ms(at))).toBe('running');
  });

  it('is half-open: running at begin, stopped at end', () => {
    const schedule = aSchedule('Europe/Rome', { begin: '08:00', end: '20:00' });
    expect(
      ['05:59:59.999', '06:00', '17:59:59.999', '18:00'].map((at) => stateAt(schedule, {}, ms(`2023-05-31T${at}Z`))),
    ).toEqual(['stopped', 'running', 'running', 'stopped']);
  });

  it('obeys the later of two one-sided edges of a day', () => {
    const schedule = aSchedule('UTC', { begin: '08:00' }, { end: '20:00' });
    expect(['07:00', '12:00', '21:00'].map((at) => stateAt(schedule, {}, ms(`2023-05-31T${at}Z`)))).toEqual([
      'any',
      'running',
      'stopped',
    ]);
  });
});
