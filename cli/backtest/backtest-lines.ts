import { terminalTable } from '../report/text-table.ts';
import { costTable, detailTable, nameOf, traceTable } from './backtest-tables.ts';
import type { BacktestResult, BacktestSettings } from './run-backtest.ts';

/** A backtest for a terminal: one setting trace by trace, several as a comparison. */
export const backtestLines = (settings: BacktestSettings, result: BacktestResult): string[] => {
  const { meanInstances, bootTicks, drainTicks, target } = settings;
  const plant = `a mean of ${meanInstances} instances, ${bootTicks} ticks to boot, ${drainTicks} to drain`;
  const isOneSetting = target !== null || result.policies.every(({ knob }) => knob === 'price');
  const tables = isOneSetting
    ? result.policies.flatMap((policy) =>
        policy.settings.flatMap(({ knob, scores }) => [
          '',
          `${nameOf(policy)} at ${policy.knob} ${knob}`,
          ...terminalTable(traceTable(result, scores)),
        ]),
      )
    : ['', ...terminalTable(costTable(result)), '', ...terminalTable(detailTable(result))];
  return [
    `${result.traces.length === 1 ? '1 trace' : `${result.traces.length} traces`}, ${plant}`,
    ...tables,
    '',
    ...LEGEND,
  ];
};

const LEGEND = [
  'J20, J100: cost at that price of unserved load beside perfect foresight, which is 1. cost: what was billed beside it.',
  'fixed: the best one setting (in brackets) for all traces; hindsight: the best of each trace, which nobody knows beforehand.',
  'J and cost are geometric means over the traces, lost and under (ticks with unserved load) means, launches sums;',
  'drained soon: launches drained within 6 ticks of becoming ready.',
];
