import { describe, expect, it } from 'vitest';
import { staticPeak, targetTrackingBaseline } from '../../../core/scaling/baselines.ts';

describe('baselines', () => {
  it('static peak is the largest demand, all the time', () => {
    expect(staticPeak([1, 7.2, 3])).toEqual({ size: 8, billed: 24 });
  });

  it('target tracking follows the load after three minutes above the target and the boot', () => {
    const demand = [...Array.from({ length: 5 }, () => 6), ...Array.from({ length: 10 }, () => 12)];
    const { ready } = targetTrackingBaseline(demand, 0.6);
    expect([...ready]).toEqual([6, 6, 6, 6, 6, 6, 6, 10, 10, 10, 20, 20, 20, 20, 20]);
  });
});
