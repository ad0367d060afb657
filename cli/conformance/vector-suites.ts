import { compareExecution } from './asl/compare-execution.ts';
import type { RecordedExecution } from './asl/recorded-execution.ts';
import { compareVerdict, compareWords, type RecordedVerdict } from './event-patterns/compare-verdict.ts';

/** One kind of recording: how it is known, replayed and judged. */
export interface VectorSuite {
  readonly title: string;
  /** Members that each of its cases has. */
  readonly members: readonly string[];
  readonly nameOf: (recorded: never) => string | undefined;
  /** How the replay differs from the recording; undefined when it does not. */
  readonly compare: (recorded: never) => string | undefined | Promise<string | undefined>;
  /** A difference that is told and does not fail the case. */
  readonly remark?: (recorded: never) => string | undefined;
  readonly demands: readonly Demand[];
}

/** A share of cases that must pass. */
export interface Demand {
  readonly of: string;
  readonly counts: (recorded: never) => boolean;
  /** Between 0 and 1. */
  readonly leastShare: number;
}

export const VECTOR_SUITES: readonly VectorSuite[] = [
  {
    title: 'Step Functions executions',
    members: ['id', 'definition', 'events'],
    nameOf: ({ id }: RecordedExecution) => id,
    compare: (recorded: RecordedExecution) => compareExecution(recorded),
    demands: [
      { of: 'all', counts: () => true, leastShare: 0.97 },
      { of: 'JSONata', counts: ({ jsonata }: RecordedExecution) => jsonata, leastShare: 0.98 },
    ],
  },
  {
    title: 'EventBridge patterns',
    members: ['name', 'pattern', 'event'],
    nameOf: ({ name }: RecordedVerdict) => name,
    compare: (recorded: RecordedVerdict) => compareVerdict(recorded),
    remark: (recorded: RecordedVerdict) => compareWords(recorded),
    demands: [{ of: 'all', counts: () => true, leastShare: 1 }],
  },
];
