import { drivePlant } from './drive-plant.ts';
import { type PlantRun, type PlantSettings, runPlant } from './plant.ts';
import { targetTracking } from './policies/target-tracking.ts';

/** The size that the busiest tick needs, all the time. */
export interface StaticPeak {
  readonly size: number;
  /** Instance-ticks. */
  readonly billed: number;
  /** Instance-ticks; none unless the bounds forbid the size. */
  readonly unserved: number;
}

/** What a fleet of fixed size costs that serves the peak, as far as it may. Demand in instances, one value a tick. */
export function staticPeak(
  demand: ArrayLike<number>,
  { min = 0, max = Number.POSITIVE_INFINITY }: { readonly min?: number; readonly max?: number } = {},
): StaticPeak {
  let peak = 0;
  for (let tick = 0; tick < demand.length; tick += 1) peak = Math.max(peak, demand[tick] ?? 0);
  const size = Math.min(max, Math.max(min, Math.ceil(peak)));
  let unserved = 0;
  for (let tick = 0; tick < demand.length; tick += 1) unserved += Math.max(0, (demand[tick] ?? 0) - size);
  return { size, billed: size * demand.length, unserved };
}

/**
 * What AWS target tracking alone would do with a demand on the plant: out after `scaleOutMinutes` above the target,
 * in after `scaleInMinutes` under nine tenths of it, without guard rails of ours.
 *
 * @param demand in instances, one value a tick
 * @param target share of an instance's capacity, 0 to 1
 */
export function targetTrackingBaseline(
  demand: ArrayLike<number>,
  target: number,
  settings: PlantSettings & { readonly scaleOutMinutes?: number; readonly scaleInMinutes?: number } = {},
): PlantRun {
  const { scaleOutMinutes = 3, scaleInMinutes = 15 } = settings;
  const policy = targetTracking({ type: 'target-tracking', target, scaleOutMinutes, scaleInMinutes }, null);
  return runPlant(demand, drivePlant(policy), settings);
}
