import { summarize } from '../../core/scaling/compare-settings.ts';
import { decimal } from '../report/format.ts';
import { nameOf, ratio, standingOf } from './backtest-tables.ts';
import type { BacktestResult, PolicyResult } from './run-backtest.ts';

/** Who was cheapest at the default price of unserved load, which other policy came next, and what could be had at best. */
export const verdictLines = ({ policies, look }: BacktestResult): string[] => {
  const ranked = policies.toSorted((a, b) => j100Of(a) - j100Of(b));
  const [best] = ranked;
  if (best === undefined) return [];
  const next = ranked.find(({ name }) => name !== best.name);
  const more = (policy: PolicyResult): string => decimal(100 * (j100Of(policy) / j100Of(best) - 1));
  return [
    `${next === undefined ? '' : 'cheapest at J100: '}${told(best)} times perfect foresight`,
    ...(next === undefined ? [] : [`next policy: ${told(next)} times, ${more(next)} % more`]),
    `the bound for who knows the next 4 minutes: ${ratio(summarize(look).j100)} times`,
  ];
};

const told = (policy: PolicyResult): string => `${nameOf(policy)}${settingOf(policy)}: ${ratio(j100Of(policy))}`;

const j100Of = (policy: PolicyResult): number => standingOf(policy, 'j100').fixed.summary.j100;

const settingOf = (policy: PolicyResult): string =>
  policy.knob === 'price' ? '' : ` at target ${standingOf(policy, 'j100').fixed.knob}`;
