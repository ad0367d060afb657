import { describe, expect, it } from 'vitest';
import { lengthlessDates } from '../../../core/schedule/lengthless-dates.ts';

const nightly = { weekdays: null, beginMinute: 130, endMinute: 170 };

describe('lengthlessDates', () => {
  it('names each date on which the clocks skip the whole period', () => {
    expect(lengthlessDates(nightly, 'Europe/Rome')[0]).toBe('2026-03-29');
    expect(lengthlessDates(nightly, 'Europe/Rome')).toHaveLength(10);
  });

  it.each([
    { why: 'it is not on a Sunday', period: { ...nightly, weekdays: [1, 2, 3, 4, 5] }, zone: 'Europe/Rome' },
    { why: 'the zone has no clock changes', period: nightly, zone: 'UTC' },
    { why: 'it reaches beyond the gap', period: { ...nightly, endMinute: 190 }, zone: 'Europe/Rome' },
    { why: 'it lasts until the next day', period: { ...nightly, endMinute: 120 }, zone: 'Europe/Rome' },
    { why: 'it has only one end', period: { ...nightly, endMinute: null }, zone: 'Europe/Rome' },
  ])('names none when $why', ({ period, zone }) => {
    expect(lengthlessDates(period, zone)).toEqual([]);
  });
});
