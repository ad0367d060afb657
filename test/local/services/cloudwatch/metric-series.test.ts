import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MetricSeries } from '../../../../local/services/cloudwatch/metric-series.ts';

const values = fc.array(
  fc.record({
    minute: fc.integer({ min: 1000, max: 1040 }),
    value: fc.integer({ min: -100, max: 100 }),
    weight: fc.integer({ min: 1, max: 5 }),
  }),
  { minLength: 1, maxLength: 60 },
);

describe('MetricSeries', () => {
  it('aggregates as a list of all values does, in whatever order they come', () => {
    fc.assert(
      fc.property(
        values,
        fc.integer({ min: 995, max: 1045 }),
        fc.integer({ min: 1, max: 20 }),
        (added, from, length) => {
          const series = new MetricSeries('N', 'm', {});
          for (const { minute, value, weight } of added) series.add(minute, value, weight);
          const within = added.filter(({ minute }) => minute >= from && minute < from + length);
          const found = series.aggregate(from, from + length);
          const expected =
            within.length === 0
              ? undefined
              : {
                  sum: within.reduce((total, { value, weight }) => total + value * weight, 0),
                  count: within.reduce((total, { weight }) => total + weight, 0),
                  min: Math.min(...within.map(({ value }) => value)),
                  max: Math.max(...within.map(({ value }) => value)),
                };
          expect(found).toEqual(expected);
          const all = within
            .flatMap(({ value, weight }) => new Array<number>(weight).fill(value))
            .toSorted((a, b) => a - b);
          expect(series.percentile(from, from + length, 0.5)).toBe(all[Math.ceil(0.5 * all.length) - 1]);
          expect(series.percentile(from, from + length, 1)).toBe(all.at(-1));
        },
      ),
    );
  });

  it('takes a late value for a minute it has', () => {
    const series = new MetricSeries('N', 'm', {});
    series.add(10, 1, 1);
    series.add(12, 3, 1);
    series.add(11, 2, 1);
    expect(series.aggregate(11, 12)?.sum).toBe(2);
  });

  it('forgets what is older than it keeps, and starts anew after a long silence', () => {
    const series = new MetricSeries('N', 'm', {});
    for (let minute = 0; minute < 50_000; minute++) series.add(minute, 1, 1);
    expect(series.aggregate(0, 20_000)).toBeUndefined();
    expect(series.aggregate(50_000 - 21_600, 50_000)?.sum).toBe(21_600);
    series.add(10_000_000, 7, 1);
    expect(series.aggregate(0, 10_000_001)?.sum).toBe(7);
    series.add(1, 1, 1);
    expect(series.aggregate(0, 10_000_001)?.sum).toBe(7);
  });
});
