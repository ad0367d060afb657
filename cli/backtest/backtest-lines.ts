import { basename } from 'node:path';
import { counted } from '../report/format.ts';
import { type TextTable, terminalTable } from '../report/text-table.ts';
import { costTable, detailTable, nameOf, traceTable } from './backtest-tables.ts';
import { moneyTable } from './money-table.ts';
import type { BacktestResult, BacktestSettings } from './run-backtest.ts';
import { verdictLines } from './verdict-lines.ts';

/** A backtest for a terminal: the verdict, then one setting trace by trace, or several as a comparison. */
export const backtestLines = (
  settings: BacktestSettings,
  result: BacktestResult,
  instanceHourPrice: number | null = null,
): string[] => {
  const { meanInstances, bootTicks, drainTicks, target } = settings;
  const plant = `a mean of ${meanInstances} instances, ${counted(bootTicks, 'tick')} to boot, ${drainTicks} to drain`;
  const isOneSetting = target !== null || result.policies.every(({ knob }) => knob === 'price');
  const named = { ...result, traces: result.traces.map((trace) => ({ ...trace, name: basename(trace.name, '.csv') })) };
  return [
    `${counted(result.traces.length, 'trace')}, ${plant}; a tick is a minute`,
    ...verdictLines(result),
    ...shortTraceLines(named.traces),
    ...(isOneSetting ? settingLines(named) : comparisonLines(named)),
    ...(instanceHourPrice === null ? [] : ['', ...terminalTable(moneyTable(result, instanceHourPrice))]),
    '',
    ...LEGEND,
  ];
};

const DAY_TICKS = 1440;

/** Perfect foresight pays for every boot and drain, also for those of the fleet that policies begin and end with. */
const shortTraceLines = (traces: BacktestResult['traces']): string[] =>
  traces
    .filter(({ ticks }) => ticks < DAY_TICKS)
    .map(
      ({ name, ticks }) =>
        `${name} has ${counted(ticks, 'tick')}: under a day, its beginning and end weigh much, and a score can be below 1`,
    );

const settingLines = (result: BacktestResult): string[] =>
  result.policies.flatMap((policy) =>
    policy.settings.flatMap(({ knob, scores }) => [
      '',
      `${nameOf(policy)} at ${policy.knob} ${knob}`,
      ...terminalTable(withShortNames(traceTable(result, scores))),
    ]),
  );

/** Of one trace the best fixed setting is the best in hindsight. */
const comparisonLines = (result: BacktestResult): string[] => {
  const { header, rows } = costTable(result);
  const isShown = (_: string, column: number): boolean =>
    result.traces.length > 1 || header[column]?.endsWith('hindsight') !== true;
  const narrow = (cells: readonly string[]): string[] =>
    cells.filter(isShown).map((cell) => cell.replace('hindsight', 'hind.'));
  const costs = { header: narrow(header), rows: rows.map(narrow) };
  return ['', ...terminalTable(costs), '', ...groupedTable(withShortNames(detailTable(result)))];
};

/** As wide as a terminal of 100 columns. */
const withShortNames = ({ header, rows }: TextTable): TextTable => ({
  header: header.map((name) => name.replace('cancelled %', 'cancel %').replace('drained soon', 'in vain')),
  rows,
});

/** Each policy on a line of its own above its settings, of which those with the figures of the one before are left out. */
const groupedTable = ({ header, rows }: TextTable): string[] => {
  const isNew = ([policy, , ...figures]: readonly string[], index: number): boolean => {
    const [before, , ...same] = rows[index - 1] ?? [];
    return before !== policy || same.join() !== figures.join();
  };
  const kept = rows.filter(isNew);
  const [head = '', ...lines] = terminalTable({
    header: ['setting', ...header.slice(2)],
    rows: kept.map(([, setting = '', ...figures]) => [`  ${setting}`, ...figures]),
  });
  const names = kept.map(([policy = '']) => policy);
  return [
    head,
    ...lines.flatMap((line, index) => (names[index] === names[index - 1] ? [line] : [names[index] ?? '', line])),
  ];
};

const LEGEND = [
  'Lower is better. J20, J100: what a policy cost, billed and unserved, as a multiple of what',
  'perfect foresight costs (1.000), when an instance-minute of unserved load is worth 20 or 100 billed.',
  'cost: what was billed, as a multiple of that. lost %: load not served. under %: ticks with some.',
  'fixed: the best single setting for all traces (in brackets). hindsight: the best of each trace.',
  'Nobody knows either beforehand.',
  'cancel %: launches given up before they served. in vain: drained within 6 ticks of serving.',
  'Of several traces J and cost are geometric means, lost and under means, launches sums.',
];
