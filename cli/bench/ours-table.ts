import { OURS } from '../../core/scaling/candidates.ts';
import { geometricMean, type Measure } from '../../core/scaling/compare-settings.ts';
import { bestPeers, fixedScores, nameOf, ratio } from '../backtest/backtest-tables.ts';
import type { BacktestResult, PolicyResult } from '../backtest/run-backtest.ts';
import type { TextTable } from '../report/text-table.ts';

/** Ours in short: means, the trace on which it stands worst beside the best peer, and how often it launches beside LOOK. */
export const oursTable = (result: BacktestResult, leftOut: readonly string[]): TextTable => ({
  header: [
    'policy',
    'J100',
    'J20',
    `J100 without ${leftOut.join(' and ')}`,
    'J20 without them',
    'worst J100 beside the best peer',
    'worst J20 beside it',
    'launches beside LOOK',
  ],
  rows: result.policies
    .filter(({ name }) => OURS.some((own) => own.name === name))
    .map((policy) => [
      nameOf(policy),
      ratio(meanOf(result, policy, 'j100', [])),
      ratio(meanOf(result, policy, 'j20', [])),
      ratio(meanOf(result, policy, 'j100', leftOut)),
      ratio(meanOf(result, policy, 'j20', leftOut)),
      worstOf(result, policy, 'j100'),
      worstOf(result, policy, 'j20'),
      ratio(launchesBesideLook(result, policy)),
    ]),
});

const meanOf = (
  { traces }: BacktestResult,
  policy: PolicyResult,
  measure: Measure,
  leftOut: readonly string[],
): number =>
  geometricMean(
    fixedScores(policy, measure).flatMap((score, index) =>
      leftOut.includes(traces[index]?.name ?? '') ? [] : [score[measure]],
    ),
  );

const worstOf = (result: BacktestResult, policy: PolicyResult, measure: Measure): string => {
  const peers = bestPeers(result, measure);
  const [worst] = fixedScores(policy, measure)
    .map((score, index) => ({
      name: result.traces[index]?.name ?? '',
      times: score[measure] / (peers[index]?.[measure] ?? Number.NaN),
    }))
    .toSorted((a, b) => b.times - a.times);
  return worst === undefined ? '' : `${ratio(worst.times)} (${worst.name})`;
};

/** Geometric mean over the traces on which LOOK launches anything. */
const launchesBesideLook = ({ look }: BacktestResult, policy: PolicyResult): number =>
  geometricMean(
    fixedScores(policy, 'j100').flatMap(({ launches }, index) => {
      const most = look[index]?.launches ?? 0;
      return most === 0 ? [] : [launches / most];
    }),
  );
