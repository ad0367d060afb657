import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clairvoyantOptimum } from '../../../core/scaling/optimum.ts';

interface Costs {
  readonly price: number;
  readonly start: number;
  readonly min: number;
  readonly max?: number;
  readonly isWarm?: boolean;
}

/** What a sequence of sizes costs: capacity, starts over the size before, unserved demand. */
function costOf(demand: readonly number[], sizes: readonly number[], { price, start, min, isWarm }: Costs): number {
  let before = isWarm ? (sizes[0] ?? min) : min;
  let cost = 0;
  for (const [tick, load] of demand.entries()) {
    const size = sizes[tick] ?? 0;
    cost += size + start * Math.max(0, size - before) + price * Math.max(0, load - size);
    before = size;
  }
  return cost;
}

/** The cheapest of all sequences of sizes from min to 3, each of them tried. */
function bruteForce(demand: readonly number[], costs: Costs, sizes: readonly number[] = []): number {
  if (sizes.length === demand.length) return costOf(demand, sizes, costs);
  const choices = [0, 1, 2, 3].filter((size) => size >= costs.min && size <= (costs.max ?? 3));
  return Math.min(...choices.map((size) => bruteForce(demand, costs, [...sizes, size])));
}

const cases = {
  demand: fc.array(
    fc.integer({ min: 0, max: 12 }).map((quarters) => quarters / 4),
    { minLength: 1, maxLength: 6 },
  ),
  price: fc.constantFrom(0.5, 2, 3, 20),
  bootTicks: fc.nat(3),
  drainTicks: fc.nat(2),
  min: fc.nat(1),
  max: fc.integer({ min: 1, max: 3 }),
  isWarm: fc.boolean(),
};

describe('clairvoyantOptimum', () => {
  it('is as cheap as the cheapest of all sequences of sizes', () => {
    fc.assert(
      fc.property(fc.record(cases), ({ demand, price, bootTicks, drainTicks, min, max, isWarm }) => {
        const { cost } = clairvoyantOptimum(demand, { price, bootTicks, drainTicks, min, max, isWarm });
        expect(cost).toBeCloseTo(bruteForce(demand, { price, start: bootTicks + drainTicks, min, max, isWarm }), 9);
      }),
      { numRuns: 1_000, seed: 1 },
    );
  });

  it('names sizes that cost what it says', () => {
    fc.assert(
      fc.property(fc.record(cases), ({ demand, price, bootTicks, drainTicks, min, max, isWarm }) => {
        const { cost, size } = clairvoyantOptimum(demand, { price, bootTicks, drainTicks, min, max, isWarm });
        expect(costOf(demand, [...size], { price, start: bootTicks + drainTicks, min, isWarm })).toBeCloseTo(cost, 9);
      }),
    );
  });

  it('works through no more levels than the max, whatever the demand', () => {
    const { cost, size } = clairvoyantOptimum([1, 1e15, 1], { price: 1, max: 2 });
    expect([...size]).toEqual([1, 1, 1]);
    expect(cost).toBe(3 + 1e15 - 1);
  });

  it('bridges a short gap and ends a long one', () => {
    const gap = (ticks: number) => [2, ...Array.from({ length: ticks }, () => 0), 2];
    const sizes = (ticks: number) => [...clairvoyantOptimum(gap(ticks), { price: 100 }).size];
    expect(sizes(5)).toEqual([2, 2, 2, 2, 2, 2, 2]);
    expect(sizes(7)).toEqual([2, 1, 1, 1, 1, 1, 1, 1, 2]);
  });
});
