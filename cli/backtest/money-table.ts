import type { Score } from '../../core/scaling/score.ts';
import { count, decimal } from '../report/format.ts';
import type { TextTable } from '../report/text-table.ts';
import { fixedScores, nameOf, standingOf } from './backtest-tables.ts';
import type { BacktestResult } from './run-backtest.ts';

/** What was billed over all traces. */
interface Billed {
  readonly instanceHours: number;
  /** In whatever the price is in. */
  readonly money: number;
  readonly lostPercent: number;
}

/** What was billed at the best fixed setting of each policy for J100, in the order of the policies. */
interface BilledAt {
  readonly instanceHourPrice: number;
  readonly policies: readonly (Billed & {
    readonly name: string;
    readonly label: string;
    readonly hasGuardRails: boolean;
    readonly setting: number;
  })[];
  readonly look: Billed;
}

/** A result in the money that an instance-hour costs. */
export const billedAt = ({ policies, look, foresightHours }: BacktestResult, instanceHourPrice: number): BilledAt => {
  const billed = (scores: readonly Score[]): Billed => {
    const instanceHours = scores.reduce(
      (sum, { cost }, trace) => sum + cost * (foresightHours[trace] ?? Number.NaN),
      0,
    );
    const lostPercent = scores.reduce((sum, score) => sum + score.lostPercent, 0) / scores.length;
    return { instanceHours, money: instanceHours * instanceHourPrice, lostPercent };
  };
  return {
    instanceHourPrice,
    policies: policies.map((policy) => ({
      name: policy.name,
      label: policy.label,
      hasGuardRails: policy.hasGuardRails,
      setting: standingOf(policy, 'j100').fixed.knob,
      ...billed(fixedScores(policy, 'j100')),
    })),
    look: billed(look),
  };
};

/** The same for people. */
export const moneyTable = (result: BacktestResult, instanceHourPrice: number): TextTable => {
  const { policies, look } = billedAt(result, instanceHourPrice);
  const row = (name: string, { instanceHours, money, lostPercent }: Billed): string[] => [
    name,
    count(instanceHours),
    decimal(money, 2),
    decimal(lostPercent, 3),
  ];
  return {
    header: ['billed in all', 'instance-hours', `at ${instanceHourPrice} an hour`, 'lost %'],
    rows: [...policies.map((policy) => row(nameOf(policy), policy)), row('LOOK (4 ticks of foresight)', look)],
  };
};
