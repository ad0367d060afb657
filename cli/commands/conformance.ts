import { measureEmbeddedCloud } from '../bench/measure-embedded-cloud.ts';
import type { Rate } from '../bench/rate.ts';
import { type JudgedDemand, replayVectors, type VectorResult } from '../conformance/replay-vectors.ts';
import type { Host } from '../host.ts';
import { count, percent } from '../report/format.ts';

export interface ConformanceOptions {
  /** A folder of vectors, or one file. */
  readonly vectors: string;
  readonly json: boolean;
  /** Measure the engines' rates instead. */
  readonly rates: boolean;
}

/**
 * Hold the embedded cloud against what AWS really answered and print what came of it.
 *
 * @returns the exit code: 1 when less passes than is asked for
 * @throws `UsageError` when there are no vectors
 */
export const conformance = async ({ vectors, json, rates }: ConformanceOptions, host: Host): Promise<number> => {
  if (rates) {
    const measured = await measureEmbeddedCloud();
    host.result(json ? [JSON.stringify(measured, null, 2)] : measured.map(describeRate));
    return 0;
  }
  const results = await replayVectors(vectors);
  host.result(json ? [JSON.stringify(results, null, 2)] : [...results.flatMap(describe), ...failures(results)]);
  return results.every(({ demands }) => demands.every(({ isMet }) => isMet)) ? 0 : 1;
};

/** No verdict: what a busy machine measures says little of the code. */
const describeRate = ({ name, perSecond, perCpuSecond, atLeast }: Rate): string =>
  `${name}: ${count(perSecond)} a second, ${count(perCpuSecond)} a second of processor time${atLeast === undefined ? '' : `; at least ${count(atLeast)} are asked for`}`;

const describe = ({ file, title, passed, failed, skipped, skippedBecause, demands }: VectorResult): string[] => [
  `${file}  ${title}: ${passed} passed, ${failed.length} failed, ${skipped} skipped${skippedBecause === undefined ? '' : ` (${skippedBecause})`}`,
  ...demands.map(
    (demand) =>
      `  ${demand.of}: ${demand.passed} of ${demand.tried}, ${percent(shareOf(demand))}, ${demand.isMet ? 'enough' : 'TOO FEW'}: at least ${percent(demand.leastShare)} are asked for`,
  ),
];

const shareOf = ({ passed, tried }: JudgedDemand): number => (tried === 0 ? 1 : passed / tried);

const failures = (results: readonly VectorResult[]): string[] => {
  const lines = results.flatMap(({ file, failed }) =>
    failed.map(({ name, reason }) => `  ${file}  ${name}\n    ${reason}`),
  );
  return lines.length === 0 ? [] : ['', 'failed', ...lines];
};
