import { describe, expect, it } from 'vitest';
import {
  costTable,
  detailTable,
  policiesByTrace,
  standingOf,
  traceTable,
} from '../../../cli/backtest/backtest-tables.ts';
import type { BacktestResult, PolicyResult } from '../../../cli/backtest/run-backtest.ts';
import { markdownTable, terminalTable } from '../../../cli/report/text-table.ts';
import type { Score } from '../../../core/scaling/score.ts';

const aScore = (j20: number, j100: number, changes: Partial<Score> = {}): Score => ({
  j20,
  j100,
  cost: 1,
  lostPercent: 0,
  underProvisionedPercent: 0,
  launches: 10,
  cancelled: 0,
  drainedSoon: 0,
  ...changes,
});

const aPolicy = (changes: Partial<PolicyResult>): PolicyResult => ({
  name: 'naive',
  label: 'naive',
  knob: 'target',
  hasGuardRails: false,
  settings: [],
  ...changes,
});

/** Good on the first trace at 0.6, on the second at 0.8; over both 0.6 is better. */
const swept = aPolicy({
  settings: [
    { knob: 0.6, scores: [aScore(2, 2, { cancelled: 5 }), aScore(2, 8)] },
    { knob: 0.8, scores: [aScore(2, 9), aScore(2, 4)] },
  ],
});
const priced = aPolicy({
  name: 'ours',
  label: 'ours',
  knob: 'price',
  settings: [
    { knob: 20, scores: [aScore(1.1, 3), aScore(1.1, 3)] },
    { knob: 100, scores: [aScore(1.5, 1.25), aScore(1.5, 1.25)] },
  ],
});
const result: BacktestResult = {
  traces: [
    { name: 'a', ticks: 1_000 },
    { name: 'b', ticks: 2_000 },
  ],
  policies: [swept, priced],
  foresightHours: [],
  look: [aScore(1, 1), aScore(1, 1)],
};

describe('tables of a backtest', () => {
  it('tell the best one setting, the best of each trace and common practice', () => {
    expect(costTable(result).rows[0]).toEqual(['naive', '2.000 (0.6)', '2.000', '4.000 (0.6)', '2.828', '4.000']);
  });

  it('take a policy that is told the price at the price of the score', () => {
    expect(standingOf(priced, 'j20').fixed).toMatchObject({ knob: 20, summary: { j20: 1.1 } });
    expect(costTable(result).rows[1]).toEqual(['ours', '1.100 (20)', '', '1.250 (100)', '', '']);
  });

  it('tell what lies behind: mean shares, sums of launches', () => {
    expect(detailTable(result).rows[0]).toEqual([
      'naive',
      'fixed (0.6)',
      '2.000',
      '4.000',
      '1.000',
      '0.000',
      '0.00',
      '20',
      '25.0',
      '0',
    ]);
  });

  it('put the best peer beside ours, trace by trace, and means without what is left out', () => {
    expect(policiesByTrace(result, 'j100', ['b'])).toEqual({
      header: ['trace', 'naive', 'ours', 'best peer', 'LOOK'],
      rows: [
        ['a', '2.000', '1.250', '2.000', '1.000'],
        ['b', '8.000', '1.250', '8.000', '1.000'],
        ['geometric mean', '4.000', '1.250', '4.000', '1.000'],
        ['without b', '2.000', '1.250', '2.000', '1.000'],
      ],
    });
  });

  it('have a row for each trace and one for their mean', () => {
    const { rows } = traceTable(result, swept.settings[0]?.scores ?? []);
    expect(rows.map((row) => row.slice(0, 4))).toEqual([
      ['a', '1,000', '2.000', '2.000'],
      ['b', '2,000', '2.000', '8.000'],
      ['geometric mean', '', '2.000', '4.000'],
    ]);
  });
});

describe('a text table', () => {
  const table = {
    header: ['what', 'n'],
    rows: [
      ['a', '10'],
      ['bcdef', '5'],
    ],
  };

  it('stands in line on a terminal', () => {
    expect(terminalTable(table)).toEqual(['what    n', 'a      10', 'bcdef   5']);
  });

  it('is a table in Markdown', () => {
    expect(markdownTable(table)).toEqual(['| what | n |', '|---|--:|', '| a | 10 |', '| bcdef | 5 |']);
  });
});
