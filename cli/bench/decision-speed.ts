import { CANDIDATES, type Candidate, COMMON_TARGET } from '../../core/scaling/candidates.ts';
import type { Subject } from '../backtest/backtest-job.ts';
import type { Host } from '../host.ts';
import { count, decimal } from '../report/format.ts';
import { markdownTable } from '../report/text-table.ts';
import { askThread } from './ask-thread.ts';
import type { Section } from './section.ts';

export const DAYS_OF_HISTORY = 14;
export const DAYS_MEASURED = 14;

/** Each is measured so many times, in turns; the median tells. */
const ROUNDS = 3;

/** What one round tells. */
export interface Speed {
  readonly decisionsPerSecond: number;
  readonly p99Us: number;
}

interface Measured {
  readonly label: string;
  readonly subject: Subject;
  readonly rounds: Speed[];
}

/** How fast decisions are made with two weeks of history behind them, each policy in a thread of its own, as it is alone where it is deployed. */
export const decisionSpeed = async (host: Host): Promise<Section> => {
  const all = CANDIDATES.flatMap((candidate) => [
    measured(candidate, false),
    ...(candidate.spec(COMMON_TARGET) === null ? [] : [measured(candidate, true)]),
  ]);
  for (let round = 0; round < ROUNDS; round += 1) {
    host.note(`speed of decisions, round ${round + 1} of ${ROUNDS}`);
    for (const { subject, rounds } of all)
      rounds.push(await askThread<Speed>(new URL('./decision-speed-worker.ts', import.meta.url), subject));
  }
  const first = all[0] === undefined ? Number.NaN : median(all[0].rounds, 'decisionsPerSecond');
  return {
    title: 'Speed of decisions',
    lines: [
      `${DAYS_MEASURED} days of minutes after ${DAYS_OF_HISTORY} days of history, on one core, the median of ${ROUNDS} rounds in turns, each in a fresh thread, in which the same`,
      'was done once before: what is measured is a process that has been at work for a while. A decision of a policy is one minute taken in and',
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

const median = (rounds: Measured['rounds'], of: 'decisionsPerSecond' | 'p99Us'): number =>
  rounds.map((round) => round[of]).toSorted((a, b) => a - b)[Math.floor(rounds.length / 2)] ?? Number.NaN;
