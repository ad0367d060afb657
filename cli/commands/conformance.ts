import { measureEmbeddedCloud } from '../bench/measure-embedded-cloud.ts';
import type { Rate } from '../bench/rate.ts';
import { type Comparison, compareOperations } from '../conformance/dynamodb/compare-operations.ts';
import { type JudgedDemand, replayVectors, type ToldCase, type VectorResult } from '../conformance/replay-vectors.ts';
import type { Host } from '../host.ts';
import { count, percent } from '../report/format.ts';
import { UsageError } from '../usage-error.ts';

export interface ConformanceOptions {
  /** A folder of vectors, or one file. */
  readonly vectors: string;
  readonly json: boolean;
  /** Measure the engines' rates instead. */
  readonly rates: boolean;
  /** How many random calls DynamoDB and dynalite are asked; 0 for none. */
  readonly operations: number;
  /** Of those calls. @default 1 */
  readonly seed?: number;
}

/**
 * Hold the embedded cloud against what AWS really answered, and its DynamoDB against dynalite.
 *
 * @returns the exit code: 1 when less agrees than is asked for
 * @throws `UsageError` for what the person can mend
 */
export const conformance = async (options: ConformanceOptions, host: Host): Promise<number> => {
  const { operations, seed } = options;
  if (options.rates) return tellRates(options.json, host);
  if (operations === 0 && seed !== undefined) {
    throw new UsageError(`--seed: found ${seed} beside --operations 0, must be there only with random calls`);
  }
  const vectors = await replayVectors(options.vectors);
  const comparison = operations === 0 ? undefined : await compareOperations(operations, seed ?? 1);
  host.result(
    options.json
      ? [JSON.stringify({ vectors, dynamodb: comparison }, null, 2)]
      : [
          ...vectors.flatMap(describe),
          ...(comparison === undefined ? [] : describeComparison(comparison)),
          ...tell('failed', vectors, ({ failed }) => failed),
          ...tell('passed, and said in other words', vectors, ({ remarks }) => remarks),
        ],
  );
  const isEnough = vectors.every(({ demands }) => demands.every(({ isMet }) => isMet));
  return isEnough && (comparison === undefined || comparison.unexplained.length === 0) ? 0 : 1;
};

const tellRates = async (isJson: boolean, host: Host): Promise<number> => {
  const rates = await measureEmbeddedCloud();
  host.result(isJson ? [JSON.stringify(rates, null, 2)] : rates.map(describeRate));
  return 0;
};

const describeComparison = ({
  operations,
  succeeded,
  refused,
  mended,
  explained,
  unexplained,
}: Comparison): string[] => [
  `dynalite  DynamoDB calls: ${operations} compared, ${succeeded} of them succeed and ${refused} are refused, ${unexplained.length} differ without an explanation`,
  ...Object.entries(mended).map(([mend, times]) => `  dynalite is mended ${times} times: ${mend}`),
  ...Object.entries(explained).map(([rule, times]) => `  ${times} in other words: ${rule}`),
  ...unexplained.map(
    ({ number, call, embedded, dynalite }) =>
      `  call ${number}, ${call.operation} ${JSON.stringify(call.input)}\n    embedded ${JSON.stringify(embedded)}\n    dynalite ${JSON.stringify(dynalite)}`,
  ),
];

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

const tell = (
  title: string,
  results: readonly VectorResult[],
  cases: (result: VectorResult) => readonly ToldCase[],
): string[] => {
  const lines = results.flatMap((result) =>
    cases(result).map(({ name, reason }) => `  ${result.file}  ${name}\n    ${reason}`),
  );
  return lines.length === 0 ? [] : ['', title, ...lines];
};
