import { expect, it } from 'vitest';
import type { PolicyResult } from '../../../cli/backtest/run-backtest.ts';
import { oursTable } from '../../../cli/bench/ours-table.ts';
import type { Score } from '../../../core/scaling/score.ts';

const aScore = (j: number, launches: number): Score => ({
  j20: j,
  j100: j,
  cost: 1,
  lostPercent: 0,
  underProvisionedPercent: 0,
  launches,
  cancelled: 0,
  drainedSoon: 0,
});

const aResult = (name: string, knob: PolicyResult['knob'], scores: readonly Score[]): PolicyResult => ({
  name,
  label: name,
  knob,
  hasGuardRails: false,
  settings: (knob === 'price' ? [20, 100] : [0.6]).map((setting) => ({ knob: setting, scores })),
});

it('ours stands beside the best peer of each trace, and beside the launches of LOOK', () => {
  const { rows } = oursTable(
    {
      traces: [
        { name: 'calm', ticks: 1 },
        { name: 'noisy', ticks: 1 },
      ],
      policies: [
        aResult('adaptive', 'price', [aScore(1.1, 30), aScore(4.4, 10)]),
        aResult('hpa', 'target', [aScore(1.375, 0), aScore(4, 0)]),
        aResult('step', 'target', [aScore(2, 0), aScore(8, 0)]),
      ],
      foresightHours: [],
      look: [aScore(1, 20), aScore(1, 15)],
    },
    ['noisy'],
  );
  // Roots: of 1.1 times 4.4, and of 30/20 times 10/15.
  expect(rows).toEqual([['adaptive', '2.200', '2.200', '1.100', '1.100', '1.100 (noisy)', '1.100 (noisy)', '1.000']]);
});
