import { count, decimal } from '../report/format.ts';
import type { TextTable } from '../report/text-table.ts';
import { fixedScores, nameOf } from './backtest-tables.ts';
import type { BacktestResult } from './run-backtest.ts';

/** What was billed over all traces at the best fixed setting of each policy, in instance-hours and in the money that they cost. */
export const moneyTable = (
  { policies, look, foresightHours }: BacktestResult,
  instanceHourPrice: number,
): TextTable => ({
  header: ['billed in all', 'instance-hours', `at ${instanceHourPrice} an hour`, 'lost %'],
  rows: [
    ...policies.map((policy) => [nameOf(policy), fixedScores(policy, 'j100')] as const),
    ['LOOK (4 ticks of foresight)', look] as const,
  ].map(([name, scores]) => {
    const hours = scores.reduce((sum, { cost }, trace) => sum + cost * (foresightHours[trace] ?? Number.NaN), 0);
    const lost = scores.reduce((sum, { lostPercent }) => sum + lostPercent, 0) / scores.length;
    return [name, count(hours), decimal(hours * instanceHourPrice, 2), decimal(lost, 3)];
  }),
});
