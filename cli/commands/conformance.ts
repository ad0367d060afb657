import { type JudgedDemand, replayVectors, type VectorResult } from '../conformance/replay-vectors.ts';
import type { Host } from '../host.ts';
import { percent } from '../report/format.ts';

export interface ConformanceOptions {
  /** A folder of vectors, or one file. */
  readonly vectors: string;
  readonly json: boolean;
}

/**
 * Hold the embedded cloud against what AWS really answered and print what came of it.
 *
 * @returns the exit code: 1 when less passes than is asked for
 * @throws `UsageError` when there are no vectors
 */
export const conformance = async ({ vectors, json }: ConformanceOptions, host: Host): Promise<number> => {
  const results = await replayVectors(vectors);
  host.result(json ? [JSON.stringify(results, null, 2)] : [...results.flatMap(describe), ...failures(results)]);
  return results.every(({ demands }) => demands.every(({ isMet }) => isMet)) ? 0 : 1;
};

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
