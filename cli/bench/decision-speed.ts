import { CANDIDATES, type Candidate, COMMON_TARGET } from '../../core/scaling/candidates.ts';
import { type PlantView, runPlant } from '../../core/scaling/plant.ts';
import { driveOf, type Subject } from '../backtest/backtest-job.ts';
import { demandOfTrace } from '../backtest/run-backtest.ts';
import type { Host } from '../host.ts';
import { count, decimal } from '../report/format.ts';
import { markdownTable } from '../report/text-table.ts';
import { seededWeekday } from '../trace/seeded-weekday.ts';
import type { Trace } from '../trace/trace.ts';
import type { Section } from './section.ts';

const DAYS_OF_HISTORY = 14;
const DAYS_MEASURED = 14;
const MINUTES_PER_DAY = 1_440;

/** Each is measured so many times, in turns; the median tells. */
const ROUNDS = 3;

interface Measured {
  readonly label: string;
  readonly subject: Subject;
  readonly rounds: { readonly decisionsPerSecond: number; readonly p99Us: number }[];
}

/** How fast decisions are made with two weeks of history behind them, one after the other in one process. */
export const decisionSpeed = (host: Host): Section => {
  const all = CANDIDATES.flatMap((candidate) => [
    measured(candidate, false),
    ...(candidate.spec(COMMON_TARGET) === null ? [] : [measured(candidate, true)]),
  ]);
  const demand = demandOfTrace(weekdays(), 20);
  for (let round = 0; round < ROUNDS; round += 1) {
    host.note(`speed of decisions, round ${round + 1} of ${ROUNDS}`);
    for (const { subject, rounds } of all) rounds.push(timed(driveOf(subject, demand), demand));
  }
  const first = all[0] === undefined ? Number.NaN : median(all[0].rounds, 'decisionsPerSecond');
  return {
    title: 'Speed of decisions',
    lines: [
      `${DAYS_MEASURED} days of minutes after ${DAYS_OF_HISTORY} days of history, on one core, the median of ${ROUNDS} rounds in turns. A decision of a policy is one minute taken in and`,
      'one size wanted; decideScale is all that a sweep does for a tier but reading and writing: unpack, decide, guard rails, reason, pack. Decisions',
      'are counted a second of processor time. Compare within the table: other machines, other figures.',
      '',
      ...markdownTable({
        header: ['what', 'decisions a second', 'p99', 'speed beside the first'],
        rows: all.map(({ label, rounds }) => [
          label,
          count(median(rounds, 'decisionsPerSecond')),
          `${decimal(median(rounds, 'p99Us'))} µs`,
          decimal(median(rounds, 'decisionsPerSecond') / first, 2),
        ]),
      }),
    ],
  };
};

const measured = ({ name, label, knob }: Candidate, hasGuardRails: boolean): Measured => ({
  label: hasGuardRails ? `decideScale with ${label}` : label,
  subject: { look: false, policy: name, knob: knob === 'price' ? 100 : COMMON_TARGET, hasGuardRails },
  rounds: [],
});

const weekdays = (): Trace =>
  seededWeekday({
    startMs: 0,
    hours: (DAYS_OF_HISTORY + DAYS_MEASURED) * 24,
    seed: 1,
    flashSaleAtMinute: (DAYS_OF_HISTORY + 1) * MINUTES_PER_DAY,
  });

/** One life of a policy; the clock runs when the history is over. */
const timed = (drive: (view: PlantView) => number, demand: Float64Array): Measured['rounds'][number] => {
  const elapsedMs: number[] = [];
  let before = process.cpuUsage();
  runPlant(demand, (view) => {
    const isMeasured = view.tick >= DAYS_OF_HISTORY * MINUTES_PER_DAY;
    if (view.tick === DAYS_OF_HISTORY * MINUTES_PER_DAY) before = process.cpuUsage();
    const startedAt = performance.now();
    const size = drive(view);
    if (isMeasured) elapsedMs.push(performance.now() - startedAt);
    return size;
  });
  const { user, system } = process.cpuUsage(before);
  return {
    decisionsPerSecond: (1_000_000 * elapsedMs.length) / (user + system),
    p99Us: 1_000 * (elapsedMs.toSorted((a, b) => a - b)[Math.floor(elapsedMs.length * 0.99)] ?? Number.NaN),
  };
};

const median = (rounds: Measured['rounds'], of: 'decisionsPerSecond' | 'p99Us'): number =>
  rounds.map((round) => round[of]).toSorted((a, b) => a - b)[Math.floor(rounds.length / 2)] ?? Number.NaN;
