import { describe, expect, it } from 'vitest';
import { folderName, hours, instant, moment } from '../../cli/option-values.ts';

describe('hours', () => {
  it.each(['0.2', '36', '8760'])('may be %s', (text) => expect(hours(text)).toBe(Number(text)));

  it.each(['0', '-1', '1e9', '0.001', 'many'])('may not be %s, and the sentence says what may be', (text) => {
    expect(() => hours(text)).toThrow(
      `found ${text}, must be more than 0, at most 8760 (a year), and a whole number of minutes.`,
    );
  });
});

it('a folder has a name', () => {
  expect(folderName('out')).toBe('out');
  expect(() => folderName('')).toThrow('found nothing, must be the name of a folder.');
});

describe('an instant', () => {
  it.each([
    ['2026-01-13T16:05:00Z', { atMs: Date.parse('2026-01-13T16:05:00Z') }],
    ['2026-01-13T17:05+01:00', { atMs: Date.parse('2026-01-13T16:05:00Z') }],
    ['2026-01-13T17:05', { local: '2026-01-13T17:05' }],
    ['2026-01-13 17:05:30', { local: '2026-01-13T17:05:30' }],
    ['2026-01-13 16:05:30Z', { atMs: Date.parse('2026-01-13T16:05:30Z') }],
  ])('is %s in UTC, with an offset, or by a clock', (text, expected) => expect(moment(text)).toEqual(expected));

  it.each(['2026-02-30T10:00:00Z', '2026-02-30T10:00', '2026-01-13T25:00', '2026-01-13', 'noon'])(
    'is not %s',
    (text) => {
      expect(() => moment(text)).toThrow(`found ${text}, must be an instant such as`);
      expect(() => instant(text)).toThrow(`found ${text}, must be the start of a minute`);
    },
  );
});
