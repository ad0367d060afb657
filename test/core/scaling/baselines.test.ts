import { describe, expect, it } from 'vitest';
import { staticPeak, targetTrackingBaseline } from '../../../core/scaling/baselines.ts';

describe('baselines', () => {
  it('static peak is the largest demand, all the time', () => {
    expect(staticPeak([1, 7.2, 3])).toEqual({ size: 8, billed: 24, unserved: 0 });
  });

  it('static peak keeps within bounds, and leaves unserved what is over them', () => {
    expect(staticPeak([1, 7.5, 3], { max: 5 })).toEqual({ size: 5, billed: 15, unserved: 2.5 });
    expect(staticPeak([1, 2], { min: 4 })).toEqual({ size: 4, billed: 8, unserved: 0 });
  });

  it('target tracking begins within its max, however busy the first tick is', () => {
    expect([...targetTrackingBaseline([9, 9, 9], 0.6, { max: 3 }).billed]).toEqual([3, 3, 3]);
  });

  it('target tracking follows the load after three minutes above the target and the boot', () => {
    const demand = [...Array.from({ length: 5 }, () => 6), ...Array.from({ length: 10 }, () => 12)];
    const { ready } = targetTrackingBaseline(demand, 0.6);
    expect([...ready]).toEqual([6, 6, 6, 6, 6, 6, 6, 10, 10, 10, 20, 20, 20, 20, 20]);
  });
});
