import { describe, expect, it } from 'vitest';
import { linearScale, logarithmicScale } from '../../../cli/report/value-scale.ts';

describe('an axis from zero', () => {
  it.each([
    [0, [0, 1, 2]],
    [5, [0, 3, 6]],
    [11, [0, 10, 20]],
    [58, [0, 30, 60]],
    [41_000, [0, 25_000, 50_000]],
  ])('ends at the next round number above %d, and its middle is whole', (value, ticks) => {
    expect(linearScale([0, value])).toMatchObject({ ticks });
  });
});

describe('a logarithmic axis', () => {
  it('shows what is small beside what is large', () => {
    const { ticks, share } = logarithmicScale([360, 10_300]);
    expect(ticks).toEqual([100, 1_000, 10_000]);
    expect([share(100), share(20_000)]).toEqual([0, 1]);
    expect(share(720) - share(360)).toBeCloseTo(share(10_000) - share(5_000), 9);
  });

  it('has the steps between two powers of ten where there are no more', () => {
    expect(logarithmicScale([365, 380]).ticks).toEqual([100, 200, 500, 1_000]);
  });

  it('has a minute without an answer at its foot', () => {
    expect(logarithmicScale([0, 365]).share(0)).toBe(0);
    expect(logarithmicScale([0, 0]).ticks).toEqual([1, 2, 5, 10]);
  });
});
