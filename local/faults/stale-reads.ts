import type { ApiCall, Faults } from '../kernel.ts';
import { callName } from './matching.ts';
import { type Fate, type Strikes, strikesOf } from './strike.ts';

/** Reads that AWS does not promise to be of the present; `dynamodb:Index` stands for its global indexes. */
export const STALE_READS = [
  'autoscaling:DescribeAutoScalingGroups',
  'elasticloadbalancing:DescribeTargetHealth',
  'monitoring:GetMetricData',
  'dynamodb:GetItem',
  'dynamodb:BatchGetItem',
  'dynamodb:Query',
  'dynamodb:Scan',
  'dynamodb:Index',
] as const;
export type StaleRead = (typeof STALE_READS)[number];

/** Reads that answer what was: the same question gets the oldest answer that it got within the span. */
export interface StaleReads extends Strikes {
  readonly kind: 'stale-reads';
  readonly read: StaleRead;
  /** At most. */
  readonly seconds: number;
}

/**
 * Metrics lack what is younger than the span; consistent reads of DynamoDB are never stale, and its global indexes change
 * that much later than their table. What nobody has asked for within the span is answered as it is.
 */
export const staleReads = (fault: StaleReads, fate: Fate): Partial<Faults> => {
  const strikes = strikesOf(fault, fate);
  const lagMs = fault.seconds * 1000;
  const isStale = (): boolean => strikes(fault.read);
  if (fault.read === 'dynamodb:Index') return { indexLagMs: () => (isStale() ? lagMs : 0) };
  const memory = new Map<string, Answer[]>();
  return {
    carry: async (call, make) => {
      if (callName(call) !== fault.read || isConsistent(call)) return make();
      const { nowMs } = fate.clock;
      const answer = await make();
      if (fault.read === 'monitoring:GetMetricData') return isStale() ? withoutYoung(answer, nowMs - lagMs) : answer;
      return remember(memory, JSON.stringify(call.input), { atMs: nowMs, answer }, lagMs, isStale());
    },
  };
};

interface Answer {
  readonly atMs: number;
  readonly answer: unknown;
}

const remember = (
  memory: Map<string, Answer[]>,
  question: string,
  present: Answer,
  lagMs: number,
  isStale: boolean,
): unknown => {
  const answers = [...(memory.get(question) ?? []), present].filter(({ atMs }) => atMs >= present.atMs - lagMs);
  memory.set(question, answers);
  return isStale ? answers[0]?.answer : present.answer;
};

const isConsistent = ({ input }: ApiCall): boolean => {
  const { ConsistentRead, RequestItems = {} } = input as {
    readonly ConsistentRead?: boolean;
    readonly RequestItems?: Readonly<Record<string, { readonly ConsistentRead?: boolean }>>;
  };
  return ConsistentRead === true || Object.values(RequestItems).some((table) => table.ConsistentRead === true);
};

interface MetricAnswer {
  readonly MetricDataResults: readonly { readonly Timestamps: readonly Date[]; readonly Values: readonly number[] }[];
}

const withoutYoung = (answer: unknown, youngestMs: number): MetricAnswer => {
  const { MetricDataResults, ...others } = answer as MetricAnswer;
  return {
    ...others,
    MetricDataResults: MetricDataResults.map((result) => {
      const isOld = (index: number): boolean => (result.Timestamps[index]?.getTime() ?? 0) <= youngestMs;
      return {
        ...result,
        Timestamps: result.Timestamps.filter((_, index) => isOld(index)),
        Values: result.Values.filter((_, index) => isOld(index)),
      };
    }),
  };
};
