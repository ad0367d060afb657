import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { staticPeak, targetTrackingBaseline } from '../../../core/scaling/baselines.ts';
import { clairvoyantOptimum } from '../../../core/scaling/optimum.ts';

const folder = process.env['RUBATO_TRACES'] ?? '../shared/traces';
const traces = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.csv')) : [];

/** Demand in instances with a mean of 20. */
function demandOf(name: string): Float64Array {
  const rows = readFileSync(join(folder, name), 'utf8').trim().split('\n').slice(1);
  const requests = rows.map((row) => Number(row.split(',')[1]));
  const mean = requests.reduce((sum, count) => sum + count, 0) / requests.length;
  return Float64Array.from(requests, (count) => (count / mean) * 20);
}

describe('baselines', () => {
  it('static peak is the largest demand, all the time', () => {
    expect(staticPeak([1, 7.2, 3])).toEqual({ size: 8, billed: 24 });
  });

  it('target tracking follows the load after three minutes above the target and the boot', () => {
    const demand = [...Array.from({ length: 5 }, () => 6), ...Array.from({ length: 10 }, () => 12)];
    const { ready } = targetTrackingBaseline(demand, 0.6);
    expect([...ready]).toEqual([6, 6, 6, 6, 6, 6, 6, 10, 10, 10, 20, 20, 20, 20, 20]);
  });

  it.skipIf(traces.length !== 8)(
    `target tracking at 60 % costs 2.162 times the optimum on the 8 traces of RUBATO_TRACES, ${folder}`,
    () => {
      const costs = traces.map((name) => {
        const demand = demandOf(name);
        const { totalBilled, totalUnserved } = targetTrackingBaseline(demand, 0.6);
        return (totalBilled + 100 * totalUnserved) / clairvoyantOptimum(demand, { price: 100 }).cost;
      });
      const geometricMean = Math.exp(costs.reduce((sum, cost) => sum + Math.log(cost), 0) / costs.length);
      expect(geometricMean).toBeCloseTo(2.162, 3);
    },
  );
});
