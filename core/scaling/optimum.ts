/** What capacity and unserved load cost, in instance-ticks. */
export interface OptimumSettings {
  /** Instance-ticks that one instance-tick of unserved load is worth. */
  readonly price: number;
  /** Default 4. */
  readonly bootTicks?: number;
  /** Default 2. */
  readonly drainTicks?: number;
  /** Instances that run throughout. Default 1. */
  readonly min?: number;
  /** Instances that there are at most. Default: as many as the demand needs. */
  readonly max?: number;
  /** Whether what serves in the first tick was there before and costs no start. Default false. */
  readonly isWarm?: boolean;
}

export interface Optimum {
  /** In instance-ticks: capacity, starts and the price of what is not served. */
  readonly cost: number;
  /** Instances serving in each tick. */
  readonly size: Int32Array;
}

/**
 * The cheapest way to serve a demand that is known from beginning to end ("perfect foresight"), exactly.
 *
 * Cost is a sum over levels of capacity, so each level k is the cheapest path of its own between off and on: on costs
 * 1 a tick, off the price of the part of the demand that lies between k - 1 and k, off to on boot + drain. The sum of
 * the paths is the optimum because a lower level always has at least the demand of a higher one.
 *
 * @param demand in instances, one value a tick
 */
export function clairvoyantOptimum(
  demand: ArrayLike<number>,
  { price, bootTicks = 4, drainTicks = 2, min = 1, max = Number.POSITIVE_INFINITY, isWarm = false }: OptimumSettings,
): Optimum {
  const ticks = demand.length;
  const size = new Int32Array(ticks).fill(min);
  const startedAt = new Int8Array(ticks);
  const startCost = bootTicks + drainTicks;
  const firstStartCost = isWarm ? 0 : startCost;
  let peak = 0;
  for (let tick = 0; tick < ticks; tick += 1) peak = Math.max(peak, demand[tick] ?? 0);
  const levels = Math.min(max, Math.ceil(peak));
  // What lies over the last level nobody serves, whatever is done.
  let cost = ticks * min + price * unservedOver(demand, Math.max(min, levels));
  for (let level = min + 1; level <= levels; level += 1) {
    cost += cheapestPath(demand, level, price, { startCost, firstStartCost }, startedAt, size);
  }
  return { cost, size };
}

function unservedOver(demand: ArrayLike<number>, size: number): number {
  let total = 0;
  for (let tick = 0; tick < demand.length; tick += 1) total += Math.max(0, (demand[tick] ?? 0) - size);
  return total;
}

const WAS_ON = 1;
const WAS_OFF = 0;

/** The cheapest path of one level; adds it to `size`. `origins` is scratch: whence each tick's two states came. */
function cheapestPath(
  demand: ArrayLike<number>,
  level: number,
  price: number,
  { startCost, firstStartCost }: { readonly startCost: number; readonly firstStartCost: number },
  origins: Int8Array,
  size: Int32Array,
): number {
  let off = 0;
  // As if before the first tick.
  let on = firstStartCost;
  for (let tick = 0; tick < demand.length; tick += 1) {
    const missing = Math.min(1, Math.max(0, (demand[tick] ?? 0) - (level - 1)));
    const offFrom = on < off ? WAS_ON : WAS_OFF;
    const onFrom = on <= off + startCost ? WAS_ON : WAS_OFF;
    const nextOff = (offFrom === WAS_ON ? on : off) + price * missing;
    on = (onFrom === WAS_ON ? on : off + startCost) + 1;
    off = nextOff;
    origins[tick] = offFrom | (onFrom << 1);
  }
  let isOn = on < off;
  for (let tick = demand.length - 1; tick >= 0; tick -= 1) {
    const origin = origins[tick] ?? 0;
    if (isOn) size[tick] = (size[tick] ?? 0) + 1;
    isOn = ((isOn ? origin >> 1 : origin) & 1) === WAS_ON;
  }
  return Math.min(on, off);
}
