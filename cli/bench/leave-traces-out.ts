import { availableParallelism } from 'node:os';
import { type AdaptiveSettings, DEFAULT_SETTINGS } from '../../core/scaling/policies/adaptive/settings.ts';
import { type DemandFacts, score } from '../../core/scaling/score.ts';
import type { Job } from '../backtest/backtest-job.ts';
import { ratio } from '../backtest/backtest-tables.ts';
import { demandOfTrace } from '../backtest/run-backtest.ts';
import { runJobs } from '../backtest/run-jobs.ts';
import type { Host } from '../host.ts';
import { decimal } from '../report/format.ts';
import { markdownTable } from '../report/text-table.ts';
import type { Trace } from '../trace/trace.ts';
import { leaveOneOut } from './leave-one-out.ts';
import type { Section } from './section.ts';

const PRICE = 100;
const PLANT = { bootTicks: 4, drainTicks: 2 };
const MEAN_INSTANCES = 20;

type Changes = Partial<AdaptiveSettings>;

/** What matters most, in every combination; the first of each is the default. */
const COMBINED = {
  orderShare: [DEFAULT_SETTINGS.orderShare, 0.8, 1],
  usualMargin: [DEFAULT_SETTINGS.usualMargin, 0.5, 0.85],
  loadMemory: [DEFAULT_SETTINGS.loadMemory, 0.999, 0.9998],
} as const;
/** The others, one at a time. */
const ALONE: readonly Changes[] = [
  { sharpness: 100 },
  { sharpness: 1_000 },
  { errorMemory: 0.998 },
  { errorMemory: 0.9995 },
  { returnDeviationsMax: 2 },
  { returnDeviationsMax: 8 },
  { keepShare: 1 },
  { keepShare: 1.2 },
];

const GRID: readonly Changes[] = [
  ...COMBINED.orderShare.flatMap((orderShare) =>
    COMBINED.usualMargin.flatMap((usualMargin) =>
      COMBINED.loadMemory.map((loadMemory) => changesOf({ orderShare, usualMargin, loadMemory })),
    ),
  ),
  ...ALONE,
];

/** Whether the constants of adaptive would be as good on a recording that they were not chosen on. */
export const leaveTracesOut = async (traces: readonly Trace[], host: Host): Promise<Section> => {
  const costs = await costsOf(traces, host);
  const left = leaveOneOut(costs);
  const worst = (than: 'best' | 'first'): number => Math.max(...left.map(({ costs: own }) => own.chosen / own[than]));
  return {
    title: 'Constants chosen on other recordings',
    lines: [
      `The constants of adaptive in ${GRID.length} settings around the defaults, without guard rails, at a price of ${PRICE}. For each recording those are chosen that`,
      'have the least geometric mean of J100 over the others, and stand beside the defaults and beside the best for that recording, which nobody knows',
      'beforehand. Changes from the defaults are in brackets.',
      '',
      ...markdownTable({
        header: [
          'left out',
          'defaults',
          'chosen on the others',
          'best for it',
          'dearer than its best',
          'than the defaults',
        ],
        rows: left.map(({ chosen, best, costs: own }, at) => [
          traces[at]?.name ?? '',
          ratio(own.first),
          `${ratio(own.chosen)}${textOf(chosen)}`,
          `${ratio(own.best)}${textOf(best)}`,
          dearer(own.chosen / own.best),
          dearer(own.chosen / own.first),
        ]),
      }),
      '',
      `At worst ${dearer(worst('best'))} dearer than the best for it, ${dearer(worst('first'))} than the defaults.`,
    ],
  };
};

/** J100 by setting, then by recording. */
const costsOf = async (traces: readonly Trace[], host: Host): Promise<number[][]> => {
  const jobs: Job[] = [
    ...traces.map((_, demand) => ({ kind: 'facts' as const, demand })),
    ...GRID.flatMap((settings) => traces.map((_, demand) => runOf(demand, settings))),
  ];
  const outcomes = await runJobs({
    jobs,
    demands: traces.map((trace) => demandOfTrace(trace, MEAN_INSTANCES)),
    laboratory: PLANT,
    workers: availableParallelism(),
    onDone: (done, { demand }) => host.progress(done / jobs.length, `other constants, ${traces[demand]?.name ?? ''}`),
  });
  const facts = outcomes.flatMap((outcome): DemandFacts[] => (outcome.kind === 'facts' ? [outcome.facts] : []));
  const totals = outcomes.flatMap((outcome) => (outcome.kind === 'run' ? [outcome.totals] : []));
  const j100 = totals.map((run, at) => score(run, facts[at % facts.length] as DemandFacts).j100);
  return GRID.map((_, at) => j100.slice(at * traces.length, (at + 1) * traces.length));
};

const runOf = (demand: number, settings: Changes): Job => ({
  kind: 'run',
  demand,
  subject: { look: false, policy: 'adaptive', knob: PRICE, hasGuardRails: false, settings },
});

/** What is not as by default. */
function changesOf(settings: Changes): Changes {
  const changed = Object.entries(settings).filter(([name, value]) => DEFAULT_SETTINGS[name as keyof Changes] !== value);
  return Object.fromEntries(changed);
}

const textOf = (setting: number): string => {
  const changes = Object.entries(GRID[setting] ?? {}).map(([name, value]) => `${name} ${value}`);
  return changes.length === 0 ? '' : ` (${changes.join(', ')})`;
};

const dearer = (times: number): string => `${decimal(100 * (times - 1), 2)} %`;
