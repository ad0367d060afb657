import { expect, it } from 'vitest';
import { leastAndMedian, leastAndMedianSeconds } from '../../../cli/bench/least-and-median.ts';

it.each([
  [[12.5, 10.9, 11.3], 10.9, 11.3],
  [[100, 20, 3, 1, 50], 1, 20],
  [[7], 7, 7],
])('of %j the least is %d and the median %d', (runs, least, median) => {
  expect(leastAndMedian(runs)).toEqual({ least, median });
});

it('both are said, for the median tells how busy the machine was', () => {
  expect(leastAndMedianSeconds([12.54, 10.92, 11.3])).toBe('10.9 s, median 11.3 s');
});
