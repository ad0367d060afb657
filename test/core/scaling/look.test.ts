import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { look } from '../../../core/scaling/look.ts';
import { clairvoyantOptimum } from '../../../core/scaling/optimum.ts';
import { type PlantSettings, runPlant } from '../../../core/scaling/plant.ts';

/** One instance of the plant, by itself: when it was ordered, when it serves, when it was sent away. */
interface Instance {
  readonly orderedAt: number;
  readonly readyAt: number;
  drainedAt: number;
}

/** The plant again, slowly: every instance is a thing of its own, and billed is who is there. */
function bruteForcePlant(
  demand: readonly number[],
  sizeAt: (tick: number, size: number) => number,
  { bootTicks = 4, drainTicks = 2, min = 1 }: PlantSettings,
): { billed: number; unserved: number } {
  const start = Math.max(1, Math.ceil(demand[0] ?? 0));
  const newInstance = (orderedAt: number, readyAt: number): Instance => ({ orderedAt, readyAt, drainedAt: Infinity });
  const fleet = Array.from({ length: start }, () => newInstance(-99, -99));
  let cancelled: Instance[] = [];
  let billed = 0;
  let unserved = 0;
  for (const [tick, load] of demand.entries()) {
    const wanted = () => fleet.filter((each) => each.drainedAt === Infinity && !cancelled.includes(each));
    const ready = () => wanted().filter((each) => each.readyAt <= tick);
    const target = Math.max(min, sizeAt(tick, wanted().length));
    while (wanted().length < target) fleet.push(newInstance(tick, tick + bootTicks));
    while (wanted().length > target) {
      const newest = wanted().reduce((a, b) => (b.orderedAt >= a.orderedAt ? b : a));
      if (newest.readyAt > tick) cancelled = [...cancelled, newest];
      else if (ready().length > min) newest.drainedAt = tick;
      else break;
    }
    const there = fleet.filter((each) => !cancelled.includes(each) && tick < each.drainedAt + drainTicks);
    billed += there.length;
    unserved += Math.max(0, load - ready().length);
  }
  return { billed, unserved };
}

/** LOOK by its definition: all looks kept, every one computed anew. */
const bruteForceLook = (demand: readonly number[]) => (tick: number, size: number) => {
  const up = (at: number) => Math.max(...demand.slice(at, at + 5).map((load) => Math.max(1, Math.ceil(load))));
  if (up(tick) >= size) return up(tick);
  const looks = Array.from({ length: 7 }, (_, back) => tick - back).filter((at) => at >= 0);
  return Math.min(size, Math.max(...looks.map(up)));
};

const demands = fc.array(
  fc.integer({ min: 0, max: 24 }).map((quarters) => quarters / 4),
  { minLength: 1, maxLength: 30 },
);
const settings = fc.record({
  bootTicks: fc.integer({ min: 1, max: 6 }),
  drainTicks: fc.integer({ min: 1, max: 3 }),
  min: fc.integer({ min: 1, max: 3 }),
});

describe('LOOK', () => {
  it('is, on 1,000 small random cases, what its definition says in a plant of single instances', () => {
    fc.assert(
      fc.property(demands, (demand) => {
        const { totalBilled, totalUnserved } = runPlant(demand, look(demand));
        expect({ billed: totalBilled, unserved: totalUnserved }).toEqual(
          bruteForcePlant(demand, bruteForceLook(demand), {}),
        );
      }),
      { numRuns: 1_000, seed: 1 },
    );
  });

  it('is never cheaper than perfect foresight', () => {
    // Quiet at the end, so that everything that was started is also billed until it is gone.
    const quiet = Array.from({ length: 20 }, () => 0);
    fc.assert(
      fc.property(demands, fc.constantFrom(20, 100), (load, price) => {
        const demand = [...load, ...quiet];
        const { totalBilled, totalUnserved } = runPlant(demand, look(demand));
        // The plant gives the first fleet for nothing; the optimum pays for all but its one that always runs.
        const start = 6 * (Math.max(1, Math.ceil(demand[0] ?? 0)) - 1);
        const optimum = clairvoyantOptimum(demand, { price });
        expect(totalBilled + start + price * totalUnserved).toBeGreaterThanOrEqual(optimum.cost - 1e-9);
      }),
      { numRuns: 1_000, seed: 1 },
    );
  });

  it('serves everything, and gives nothing up that it needed within the last seven looks', () => {
    const demand = [2, 2, 2, 2, 9, 9, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2];
    const { ready, totalUnserved } = runPlant(demand, look(demand));
    expect(totalUnserved).toBe(0);
    expect([...ready]).toEqual([2, 2, 2, 2, 9, 9, 9, 9, 9, 9, 9, 9, 2, 2, 2, 2]);
  });
});

describe('runPlant', () => {
  it('bills and serves like a plant of single instances, whatever is asked of it', () => {
    fc.assert(
      fc.property(demands, fc.array(fc.nat(9), { minLength: 30, maxLength: 30 }), settings, (demand, sizes, of) => {
        const sizeAt = (tick: number) => sizes[tick] ?? 0;
        const { totalBilled, totalUnserved } = runPlant(demand, ({ tick }) => sizeAt(tick), of);
        expect({ billed: totalBilled, unserved: totalUnserved }).toEqual(bruteForcePlant(demand, sizeAt, of));
      }),
      { numRuns: 1_000, seed: 1 },
    );
  });
});
