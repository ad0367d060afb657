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

export interface Speed {
  readonly decisionsPerSecond: number;
  readonly p99Us: number;
}

/** What one round tells: the same twice in one thread. The first time much of it is compiled on the way. */
export interface Lives {
  readonly first: Speed;
  readonly later: Speed;
}

interface Measured {
  readonly label: string;
  readonly subject: Subject;
  readonly rounds: Lives[];
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
      rounds.push(await askThread<Lives>(new URL('./decision-speed-worker.ts', import.meta.url), subject));
  }
  const base = all[0] === undefined ? Number.NaN : perSecond(all[0].rounds, 'later');
  return {
    title: 'Speed of decisions',
    lines: [
      `${DAYS_MEASURED} days of minutes after ${DAYS_OF_HISTORY} days of history, on one core, the median of ${ROUNDS} rounds in turns, each in a fresh thread, which does it`,
      'twice: at first, while much of it is compiled on the way, and later, as a process that has been at work for a while. A decision of a policy is one minute taken in and',
      'one size wanted; decideScale is all that a sweep does for a tier but reading and writing: unpack, decide, guard rails, reason, pack. Decisions',
      'are counted a second of processor time. Compare within the table: other machines, other figures.',
      '',
      ...markdownTable({
        header: [
          'what',
          'a second at first',
          'p99 at first',
          'a second later',
          'p99 later',
          'later, beside the first row',
        ],
        rows: all.map(({ label, rounds }) => [
          label,
          count(perSecond(rounds, 'first')),
          p99(rounds, 'first'),
          count(perSecond(rounds, 'later')),
          p99(rounds, 'later'),
          decimal(perSecond(rounds, 'later') / base, 2),
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

const perSecond = (rounds: Measured['rounds'], life: keyof Lives): number =>
  median(rounds.map((round) => round[life].decisionsPerSecond));

const p99 = (rounds: Measured['rounds'], life: keyof Lives): string =>
  `${decimal(median(rounds.map((round) => round[life].p99Us)))} µs`;

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
