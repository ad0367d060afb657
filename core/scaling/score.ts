import { clairvoyantOptimum, type OptimumSettings } from './optimum.ts';
import type { PlantRun } from './plant.ts';

/** What a run came to, without its ticks. */
export type RunTotals = Pick<
  PlantRun,
  'totalBilled' | 'totalUnserved' | 'underProvisionedTicks' | 'launches' | 'cancelled' | 'drainedSoon'
>;

/** What a demand is, and what perfect foresight makes of it. */
export interface DemandFacts {
  readonly ticks: number;
  /** Instance-ticks. */
  readonly totalDemand: number;
  /** The cheapest cost at a price of unserved load of 20 and of 100. */
  readonly optimum20: number;
  readonly optimum100: number;
}

/** A run beside perfect foresight. 1 is as good as that; lower is better. */
export interface Score {
  readonly j20: number;
  readonly j100: number;
  /** What was billed, as a multiple of the cost of perfect foresight at a price of 100. */
  readonly cost: number;
  /** Share of the demand that nobody served, in percent. */
  readonly lostPercent: number;
  readonly underProvisionedPercent: number;
  readonly launches: number;
  readonly cancelled: number;
  readonly drainedSoon: number;
}

/** Demand in instances, tick by tick, such that a fleet of `meanInstances` would carry the mean. */
export function demandOf(requests: ArrayLike<number>, meanInstances: number): Float64Array {
  const mean = sum(requests) / requests.length;
  return Float64Array.from(requests, (count) => (count / mean) * meanInstances);
}

export function demandFacts(demand: ArrayLike<number>, settings: Omit<OptimumSettings, 'price'> = {}): DemandFacts {
  return {
    ticks: demand.length,
    totalDemand: sum(demand),
    optimum20: clairvoyantOptimum(demand, { ...settings, price: 20 }).cost,
    optimum100: clairvoyantOptimum(demand, { ...settings, price: 100 }).cost,
  };
}

export function score(run: RunTotals, facts: DemandFacts): Score {
  const { totalBilled, totalUnserved, underProvisionedTicks, launches, cancelled, drainedSoon } = run;
  return {
    j20: (totalBilled + 20 * totalUnserved) / facts.optimum20,
    j100: (totalBilled + 100 * totalUnserved) / facts.optimum100,
    cost: totalBilled / facts.optimum100,
    lostPercent: (100 * totalUnserved) / facts.totalDemand,
    underProvisionedPercent: (100 * underProvisionedTicks) / facts.ticks,
    launches,
    cancelled,
    drainedSoon,
  };
}

function sum(values: ArrayLike<number>): number {
  let total = 0;
  for (let index = 0; index < values.length; index += 1) total += values[index] ?? 0;
  return total;
}
