/** The laboratory fleet that policies are compared on: a tick is a minute, the unit of load one instance's capacity. */
export interface PlantSettings {
  /** Ticks from an order to the first tick served, at least 1. Default 4. */
  readonly bootTicks?: number;
  /** Ticks that a drained instance is still billed, at least 1. Default 2. */
  readonly drainTicks?: number;
  /** Default 1. */
  readonly min?: number;
  /** Default 10,000. */
  readonly max?: number;
}

/** What a policy may know when it is asked at `tick`: nothing of that tick's own demand. */
export interface PlantView {
  readonly tick: number;
  /** Demand of the tick before, in instances, and how many served it; null at tick 0. */
  readonly previous: { readonly demand: number; readonly ready: number } | null;
  readonly ready: number;
  readonly pending: number;
}

export interface PlantRun {
  /** Instances that served each tick. */
  readonly ready: Int32Array;
  /** Instances billed in each tick: ready, pending and draining. */
  readonly billed: Int32Array;
  /** Instance-ticks. */
  readonly totalBilled: number;
  /** Demand that nobody served, in instance-ticks. */
  readonly totalUnserved: number;
  readonly underProvisionedTicks: number;
  readonly launches: number;
  /** Launches cancelled before they became ready. */
  readonly cancelled: number;
  /** Launches drained within 6 ticks of becoming ready, if the newest are drained first: ordered in vain. */
  readonly drainedSoon: number;
}

/** A launch that is drained within so many ticks of becoming ready was in vain: its start cost as much as it served. */
const SOON_TICKS = 6;

/** Mutable while a run goes on. */
interface Fleet {
  ready: number;
  pending: number;
  /** Ordered at each tick and not cancelled since. */
  readonly ordered: Int32Array;
  /** Began draining at each tick. */
  readonly drained: Int32Array;
  draining: number;
  /** Became ready at each tick and was not drained within 6 ticks since. */
  readonly booted: Int32Array;
  launches: number;
  cancelled: number;
  drainedSoon: number;
}

/** Least and most instances where nobody says otherwise. */
export const PLANT_BOUNDS = { min: 1, max: 10_000 } as const;

/**
 * Run a policy over a demand. In this order for each tick: what was ordered `bootTicks` ago becomes ready and what
 * was drained `drainTicks` ago is gone; the policy is asked for a size (ready and pending); the difference is launched,
 * or the newest pending launches are cancelled and then ready instances drained; the tick is served by what is ready.
 *
 * @param demand in instances, one value a tick
 * @param policy is asked once a tick, in order; answers the size it wants
 */
export function runPlant(
  demand: ArrayLike<number>,
  policy: (view: PlantView) => number,
  { bootTicks = 4, drainTicks = 2, min = PLANT_BOUNDS.min, max = PLANT_BOUNDS.max }: PlantSettings = {},
): PlantRun {
  const ticks = demand.length;
  const ready = new Int32Array(ticks);
  const billed = new Int32Array(ticks);
  const fleet = startFleet(ticks, Math.min(max, Math.max(1, Math.ceil(demand[0] ?? 0))));
  let totalBilled = 0;
  let totalUnserved = 0;
  let underProvisionedTicks = 0;
  let previous: PlantView['previous'] = null;

  for (let tick = 0; tick < ticks; tick += 1) {
    settle(fleet, tick, bootTicks, drainTicks);
    const wanted = policy({ tick, previous, ready: fleet.ready, pending: fleet.pending });
    resize(fleet, tick, Math.min(max, Math.max(min, wanted)), { bootTicks, min });
    const load = demand[tick] ?? 0;
    const unserved = Math.max(0, load - fleet.ready);
    ready[tick] = fleet.ready;
    billed[tick] = fleet.ready + fleet.pending + fleet.draining;
    totalBilled += fleet.ready + fleet.pending + fleet.draining;
    totalUnserved += unserved;
    underProvisionedTicks += unserved > 0 ? 1 : 0;
    previous = { demand: load, ready: fleet.ready };
  }
  const { launches, cancelled, drainedSoon } = fleet;
  return { ready, billed, totalBilled, totalUnserved, underProvisionedTicks, launches, cancelled, drainedSoon };
}

function startFleet(ticks: number, ready: number): Fleet {
  return {
    ready,
    pending: 0,
    ordered: new Int32Array(ticks),
    drained: new Int32Array(ticks),
    booted: new Int32Array(ticks),
    draining: 0,
    launches: 0,
    cancelled: 0,
    drainedSoon: 0,
  };
}

function settle(fleet: Fleet, tick: number, bootTicks: number, drainTicks: number): void {
  const booted = fleet.ordered[tick - bootTicks] ?? 0;
  fleet.ready += booted;
  fleet.booted[tick] = booted;
  fleet.pending -= booted;
  fleet.draining -= fleet.drained[tick - drainTicks] ?? 0;
}

function resize(
  fleet: Fleet,
  tick: number,
  size: number,
  { bootTicks, min }: { bootTicks: number; min: number },
): void {
  const more = size - fleet.ready - fleet.pending;
  if (more > 0) {
    fleet.ordered[tick] = more;
    fleet.pending += more;
    fleet.launches += more;
    return;
  }
  const notCancelled = cancelNewest(fleet, tick, -more, bootTicks);
  const drained = Math.max(0, Math.min(notCancelled, fleet.ready - min));
  fleet.ready -= drained;
  fleet.drained[tick] = drained;
  fleet.draining += drained;
  fleet.drainedSoon += drained - takeNewest(fleet.booted, tick, drained, SOON_TICKS + 1);
}

/** Cancel pending launches, newest first; answers how many of `count` there were not. */
function cancelNewest(fleet: Fleet, tick: number, count: number, bootTicks: number): number {
  const left = takeNewest(fleet.ordered, tick - 1, Math.min(count, fleet.pending), bootTicks - 1);
  const taken = Math.min(count, fleet.pending) - left;
  fleet.pending -= taken;
  fleet.cancelled += taken;
  return count - taken;
}

/** Take `count` out of the last `ticks` ticks up to `tick`, newest first; answers how many there were not. */
function takeNewest(counts: Int32Array, tick: number, count: number, ticks: number): number {
  let left = count;
  for (let at = tick; left > 0 && at > tick - ticks && at >= 0; at -= 1) {
    const found = counts[at] ?? 0;
    const taken = Math.min(left, found);
    counts[at] = found - taken;
    left -= taken;
  }
  return left;
}
