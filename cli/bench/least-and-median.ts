import { decimal } from '../report/format.ts';

/** Of an odd number of runs: what else a machine does only ever adds, so the least tells most, and the median how busy the machine was. */
export const leastAndMedian = (runs: readonly number[]): { readonly least: number; readonly median: number } => {
  const sorted = runs.toSorted((a, b) => a - b);
  return { least: sorted[0] ?? Number.NaN, median: sorted[Math.floor(sorted.length / 2)] ?? Number.NaN };
};

/** "9.8 s, median 10.2 s" */
export const leastAndMedianSeconds = (runs: readonly number[]): string => {
  const { least, median } = leastAndMedian(runs);
  return `${decimal(least)} s, median ${decimal(median)} s`;
};
