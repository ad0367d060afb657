import { COMMON_TARGET, PEERS } from '../../core/scaling/candidates.ts';
import {
  compareSettings,
  geometricMean,
  type Measure,
  type Summary,
  summarize,
} from '../../core/scaling/compare-settings.ts';
import type { Score } from '../../core/scaling/score.ts';
import { count, decimal } from '../report/format.ts';
import type { TextTable } from '../report/text-table.ts';
import type { BacktestResult, PolicyResult } from './run-backtest.ts';

/** What one policy comes to by one measure. Geometric means over the traces. */
export interface Standing {
  readonly fixed: { readonly knob: number; readonly summary: Summary };
  /** null: it has no setting to choose in hindsight. */
  readonly hindsight: Summary | null;
}

/** A policy that is told the price of the score has one setting; of the others the best is taken. */
export const standingOf = ({ knob, settings }: PolicyResult, measure: Measure): Standing => {
  if (knob === 'target') return compareSettings(settings, measure);
  const price = measure === 'j20' ? 20 : 100;
  const own = settings.filter((setting) => setting.knob === price).flatMap(({ scores }) => scores);
  return { fixed: { knob: price, summary: summarize(own) }, hindsight: null };
};

/** The scores at the one setting that is best over all traces. */
export const fixedScores = (policy: PolicyResult, measure: Measure): readonly Score[] => {
  const { knob } = standingOf(policy, measure).fixed;
  return policy.settings.find((setting) => setting.knob === knob)?.scores ?? [];
};

export const nameOf = ({ label, hasGuardRails }: Pick<PolicyResult, 'label' | 'hasGuardRails'>): string =>
  hasGuardRails ? `${label}, guard rails` : label;

/** Costs beside perfect foresight: the best single setting, the best of each trace, and common practice. */
export const costTable = ({ policies, look }: BacktestResult): TextTable => ({
  header: ['policy', 'J20 fixed', 'J20 hindsight', 'J100 fixed', 'J100 hindsight', `J100 at ${COMMON_TARGET}`],
  rows: [
    ...policies.map((policy) => {
      const [at20, at100] = [standingOf(policy, 'j20'), standingOf(policy, 'j100')];
      const common = commonOf(policy);
      return [
        nameOf(policy),
        `${ratio(at20.fixed.summary.j20)} (${at20.fixed.knob})`,
        at20.hindsight === null ? '' : ratio(at20.hindsight.j20),
        `${ratio(at100.fixed.summary.j100)} (${at100.fixed.knob})`,
        at100.hindsight === null ? '' : ratio(at100.hindsight.j100),
        common === null ? '' : ratio(common.j100),
      ];
    }),
    ['LOOK (4 ticks of foresight)', ratio(summarize(look).j20), '', ratio(summarize(look).j100), '', ''],
  ],
});

/** What lies behind the costs. */
export const detailTable = ({ policies, look }: BacktestResult): TextTable => ({
  header: ['policy', 'setting', ...FIGURES],
  rows: [
    ...policies.flatMap((policy) => {
      const { fixed, hindsight } = standingOf(policy, 'j100');
      const common = commonOf(policy);
      return [
        [nameOf(policy), `fixed (${fixed.knob})`, ...figuresOf(fixed.summary)],
        ...(hindsight === null ? [] : [[nameOf(policy), 'hindsight', ...figuresOf(hindsight)]]),
        ...(common === null ? [] : [[nameOf(policy), `at ${COMMON_TARGET}`, ...figuresOf(common)]]),
      ];
    }),
    ['LOOK', '', ...figuresOf(summarize(look))],
  ],
});

/** One setting, trace by trace. */
export const traceTable = ({ traces, look }: BacktestResult, scores: readonly Score[]): TextTable => ({
  header: ['trace', 'ticks', ...FIGURES, 'LOOK J100'],
  rows: [
    ...traces.map(({ name, ticks }, index) => {
      const own = scores.slice(index, index + 1);
      return [name, count(ticks), ...figuresOf(summarize(own)), ratio(look[index]?.j100 ?? Number.NaN)];
    }),
    ...(traces.length === 1
      ? []
      : [['geometric mean', '', ...figuresOf(summarize(scores)), ratio(summarize(look).j100)]]),
  ],
});

/** J of each policy at its best fixed setting, trace by trace, with the mean of all and of those that are not left out. */
export const policiesByTrace = (
  result: BacktestResult,
  measure: Measure,
  leftOut: readonly string[] = [],
): TextTable => {
  const { traces, policies, look } = result;
  const columns = [...policies.map((policy) => fixedScores(policy, measure)), bestPeers(result, measure), look];
  const mean = (keeps: (name: string) => boolean): string[] =>
    columns.map((scores) =>
      ratio(geometricMean(scores.flatMap((each, index) => (keeps(traces[index]?.name ?? '') ? [each[measure]] : [])))),
    );
  return {
    header: ['trace', ...policies.map(nameOf), 'best peer', 'LOOK'],
    rows: [
      ...traces.map(({ name }, index) => [
        name,
        ...columns.map((scores) => ratio(scores[index]?.[measure] ?? Number.NaN)),
      ]),
      ['geometric mean', ...mean(() => true)],
      ...(traces.some(({ name }) => leftOut.includes(name))
        ? [[`without ${leftOut.join(' and ')}`, ...mean((name) => !leftOut.includes(name))]]
        : []),
    ],
  };
};

/** By trace, the best of all peers at the best fixed setting of each. */
export const bestPeers = ({ traces, policies }: BacktestResult, measure: Measure): readonly Score[] => {
  const peers = policies.filter(({ name }) => PEERS.some((peer) => peer.name === name));
  return traces.flatMap((_, index) =>
    peers
      .flatMap((peer) => fixedScores(peer, measure)[index] ?? [])
      .toSorted((a, b) => a[measure] - b[measure])
      .slice(0, 1),
  );
};

const commonOf = ({ knob, settings }: PolicyResult): Summary | null => {
  const common = settings.find((setting) => setting.knob === COMMON_TARGET);
  return knob === 'price' || common === undefined ? null : summarize(common.scores);
};

const FIGURES = ['J20', 'J100', 'cost', 'lost %', 'under %', 'launches', 'cancelled %', 'drained soon'] as const;

const figuresOf = (summary: Summary): string[] => [
  ratio(summary.j20),
  ratio(summary.j100),
  ratio(summary.cost),
  decimal(summary.lostPercent, 3),
  decimal(summary.underProvisionedPercent, 2),
  count(summary.launches),
  decimal(summary.launches === 0 ? 0 : (100 * summary.cancelled) / summary.launches, 1),
  count(summary.drainedSoon),
];

export const ratio = (value: number): string => decimal(value, 3);
