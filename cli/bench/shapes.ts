import { CANDIDATES, type Candidate, COMMON_TARGET, OURS } from '../../core/scaling/candidates.ts';
import { PLANT_BOUNDS, type PlantRun, runPlant } from '../../core/scaling/plant.ts';
import { driveOf, type Subject } from '../backtest/backtest-job.ts';
import { policiesByTrace } from '../backtest/backtest-tables.ts';
import { demandOfTrace } from '../backtest/run-backtest.ts';
import type { Host } from '../host.ts';
import { count, decimal } from '../report/format.ts';
import { markdownTable } from '../report/text-table.ts';
import { seededShapes } from '../trace/seeded-shapes.ts';
import type { Trace } from '../trace/trace.ts';
import { runCandidates } from './run-candidates.ts';
import type { Section } from './section.ts';

const SEED = 1;
/** Where the two futures of the causality check part. */
const PREFIX_SHARE = 2 / 3;

/** Shapes that recordings have too little of, and what must hold on them. */
export const shapes = async (host: Host): Promise<Section> => {
  const traces = seededShapes(SEED);
  const result = await runCandidates(traces, host);
  return {
    title: 'Seeded shapes',
    lines: [
      `Four days each, seed ${SEED}. J100, each policy at the one setting that is best for all of them:`,
      '',
      ...markdownTable(policiesByTrace(result, 'j100')),
      '',
      `What must hold, counted over all shapes (policies with a target at ${COMMON_TARGET}): sizes that are no whole number of at least 0, with guard rails`,
      `of 1 to ${count(PLANT_BOUNDS.max)}; decisions that changed when only the future did; launches drained within 6 ticks of becoming ready; cancelled launches. The last`,
      'two are demanded of ours; peers stand beside it.',
      '',
      ...markdownTable({
        header: ['policy', 'no size', 'not causal', 'drained soon', 'cancelled %'],
        rows: subjects().map(({ label, subject }) => [label, ...invariantsOf(subject, traces)]),
      }),
    ],
  };
};

interface Checked {
  readonly label: string;
  readonly subject: Subject;
}

const subjects = (): Checked[] =>
  CANDIDATES.flatMap((candidate) => [
    checked(candidate, false),
    ...(OURS.includes(candidate) ? [checked(candidate, true)] : []),
  ]);

const checked = ({ name, label, knob }: Candidate, hasGuardRails: boolean): Checked => ({
  label: hasGuardRails ? `${label}, guard rails` : label,
  subject: { look: false, policy: name, knob: knob === 'price' ? 100 : COMMON_TARGET, hasGuardRails },
});

const invariantsOf = (subject: Subject, traces: readonly Trace[]): string[] => {
  const min = !subject.look && subject.hasGuardRails ? 1 : 0;
  const found = { noSize: 0, notCausal: 0, drainedSoon: 0, launches: 0, cancelled: 0 };
  for (const trace of traces) {
    const demand = demandOfTrace(trace, 20);
    const { sizes, run } = sizesOf(subject, demand);
    const parts = Math.floor(demand.length * PREFIX_SHARE);
    const other = sizesOf(subject, otherFuture(demand, parts)).sizes;
    found.noSize += sizes.filter((size) => !Number.isInteger(size) || size < min || size > PLANT_BOUNDS.max).length;
    found.notCausal += sizes.slice(0, parts + 1).filter((size, tick) => size !== other[tick]).length;
    found.drainedSoon += run.drainedSoon;
    found.launches += run.launches;
    found.cancelled += run.cancelled;
  }
  return [
    count(found.noSize),
    count(found.notCausal),
    count(found.drainedSoon),
    decimal(found.launches === 0 ? 0 : (100 * found.cancelled) / found.launches, 1),
  ];
};

/** The sizes that were asked for, tick by tick. */
const sizesOf = (subject: Subject, demand: Float64Array): { sizes: number[]; run: PlantRun } => {
  const drive = driveOf(subject, demand);
  const sizes: number[] = [];
  const run = runPlant(demand, (view) => {
    const size = drive(view);
    sizes.push(size);
    return size;
  });
  return { sizes, run };
};

/** The same up to a tick, and then the rest the other way round: another future, and the same total. */
const otherFuture = (demand: Float64Array, from: number): Float64Array => {
  const other = demand.slice();
  other.set(demand.slice(from).toReversed(), from);
  return other;
};
