import { type LinearModel, learnSample, predict, startLinearModel } from './least-squares.ts';
import {
  DRIFT_FEATURES,
  DRIFT_MODEL,
  driftFeaturesOf,
  LEVEL_RATIOS,
  LOAD,
  MEANS,
  type Memory,
  PREVIOUS_LOAD,
  VARIANCE,
} from './memory.ts';
import { changeBetween, exceeded, levelBefore, loadAround, type Past } from './recall-load.ts';
import type { Tuning } from './settings.ts';
import { followStraightRun, slopeMinutes, startStraightRuns } from './straight-run.ts';

const DAY_MINUTES = 24 * 60;
const WEEK_MINUTES = 7 * DAY_MINUTES;
/** What the newest minute counts for in the running means of the load. */
const MEAN_SHARES = [0.5, 0.15, 0.03];
const VARIANCE_MAX = 1;
/** Before anything was learnt: half of yesterday's change, a fifth of last week's, a tenth of the last hours'. */
const FIRST_WEIGHTS = [0.5, 0.2, 0.1, 0, 0, 0, 0, 0, 0, 0, 0];
const FIRST_VARIANCE = 0.1;
/** Errors beyond so many standard deviations count for less and less. */
const OUTLIER_DEVIATIONS = 50;
const VARIANCE_SHARE = 0.003;
const VARIANCE_JUMP_MAX = 50;
/** A change of another day is scaled by how the level has changed since, at most so far up or down. */
const LEVEL_RATIO_MAX = 3;
/** Half an instance: the level below which ratios say nothing. */
const LEVEL_FLOOR = 0.5;
/** Variance in squared instances under which no error matters: a tenth of an instance. */
const VARIANCE_FLOOR = 0.01;

/** The days and the minutes on each side that the load is compared with. */
const LEVEL_DAYS = 4;
const LEVEL_WIDTH = 10;

/** The same minutes of earlier hours, days or weeks. */
interface Rhythm {
  readonly period: number;
  /** Neighbours on each side that are averaged: a rhythm is not exact to the minute. */
  readonly width: number;
  readonly count: number;
  /** Where the ratios of the level to then are; null: the changes are taken as they were. */
  readonly ratiosAt: number | null;
}

const RHYTHMS: readonly Rhythm[] = [
  { period: DAY_MINUTES, width: 1, count: 4, ratiosAt: LEVEL_RATIOS },
  { period: WEEK_MINUTES, width: 3, count: 2, ratiosAt: LEVEL_RATIOS + 4 },
  { period: 60, width: 0, count: 6, ratiosAt: null },
  { period: 60, width: 0, count: 1, ratiosAt: null },
  { period: 30, width: 0, count: 6, ratiosAt: null },
  { period: DAY_MINUTES, width: 2, count: 7, ratiosAt: null },
];

/** Each period once. */
const PERIODS: readonly number[] = [...new Set(RHYTHMS.map(({ period }) => period))];

/** Where the features begin that are of the load itself and not of other times: its slope, its distances from its means and from other days. */
const OWN = RHYTHMS.length;

const model = ({ doubles }: Memory): LinearModel => ({ values: doubles, offset: DRIFT_MODEL, size: DRIFT_FEATURES });

export function startForecast(memory: Memory, load: number): void {
  startLinearModel(model(memory), FIRST_WEIGHTS, FIRST_VARIANCE);
  memory.singles[VARIANCE] = 1;
  memory.singles[LOAD] = load;
  memory.singles[PREVIOUS_LOAD] = load;
  for (const at of MEAN_SHARES.keys()) memory.singles[MEANS + at] = load;
  startStraightRuns(memory);
}

/** Move the running means on by one known minute. */
export function followLoad(memory: Memory, load: number): void {
  const { singles } = memory;
  followStraightRun(memory, load);
  singles[PREVIOUS_LOAD] = singles[LOAD] ?? load;
  singles[LOAD] = load;
  for (let at = 0; at < MEAN_SHARES.length; at += 1) {
    const mean = singles[MEANS + at] ?? load;
    singles[MEANS + at] = mean + (MEAN_SHARES[at] ?? 0) * (load - mean);
  }
}

/**
 * What the load is expected to change by, from the last known minute to the one in which an instance ordered now
 * would first serve: what it did at the same time of earlier days, weeks and hours, its slope for as long as that is to last, and how far it stands from
 * its own running means and from other days at this time (to which it tends to return).
 *
 * @param next the minute after the last one
 */
export function driftFeatures(past: Past, next: number, bootMinutes: number): number[] {
  const { singles } = past.memory;
  const features: number[] = [];
  const load = singles[LOAD] ?? 0;
  let at = 0;
  for (const rhythm of RHYTHMS) {
    features[at] = seasonalChange(past, rhythm, next, bootMinutes);
    at += 1;
  }
  features[at] = (load - (singles[PREVIOUS_LOAD] ?? 0)) * slopeMinutes(past.memory, bootMinutes);
  for (let mean = 0; mean < MEAN_SHARES.length; mean += 1)
    features[OWN + 1 + mean] = load - (singles[MEANS + mean] ?? 0);
  features[OWN + 1 + MEAN_SHARES.length] = distanceFromDays(past, next - 1);
  return features;
}

/**
 * The largest load expected in the minutes after the one that is foretold anyway, in instances: by the same weights, which say less
 * about them, but enough to tell whether what is given back now would soon be ordered again.
 *
 * @param minute the last one
 * @param enough with a load as large as this it looks no further
 */
export function largestLoadLater(
  past: Past,
  minute: number,
  { bootMinutes, minutes, enough }: { bootMinutes: number; minutes: number; enough: number },
  tuning: Tuning,
): number {
  let largest = 0;
  for (let later = 1; later <= minutes && largest < enough; later += 1) {
    largest = Math.max(largest, loadLater(past, minute, bootMinutes + later, tuning));
  }
  return largest;
}

/** The load expected so many minutes after the last one, in instances, by the same weights. */
export function loadLater(past: Past, minute: number, minutes: number, tuning: Tuning): number {
  const features = driftFeaturesOf(past.memory, minute);
  let at = 0;
  for (const rhythm of RHYTHMS) {
    features[at] = seasonalChange(past, rhythm, minute + 1, minutes);
    at += 1;
  }
  return expectedLoad(past.memory, features, tuning);
}

/** Whether one of these minutes had more load in one of the last two half hours, hours, days or weeks. */
export function hadMoreLoad(past: Past, from: number, last: number, load: number): boolean {
  for (const period of PERIODS) {
    if (exceeded(past, from - period, last - period, load)) return true;
    if (exceeded(past, from - 2 * period, last - 2 * period, load)) return true;
  }
  return false;
}

/** The mean of what the load did then; of three days or more without the largest and the least, so that an outage is no season. */
function seasonalChange(
  past: Past,
  { period, width, count, ratiosAt }: Rhythm,
  next: number,
  bootMinutes: number,
): number {
  let sum = 0;
  let known = 0;
  let least = Number.POSITIVE_INFINITY;
  let largest = Number.NEGATIVE_INFINITY;
  for (let back = 1; back <= count; back += 1) {
    const then = next - back * period;
    const moved = changeBetween(past, then - 1, then + bootMinutes, width);
    if (Number.isNaN(moved)) continue;
    const change = ratiosAt === null ? moved : moved * (past.memory.singles[ratiosAt + back - 1] ?? 1);
    sum += change;
    known += 1;
    if (change < least) least = change;
    if (change > largest) largest = change;
  }
  if (known === 0) return 0;
  return known < 3 || ratiosAt === null ? sum / known : (sum - least - largest) / (known - 2);
}

/** How far the load stands from that of this time of other days, at the present level; 0 when no other day is known. */
function distanceFromDays(past: Past, minute: number): number {
  const { singles } = past.memory;
  let sum = 0;
  let known = 0;
  for (let back = 1; back <= LEVEL_DAYS; back += 1) {
    const load = loadAround(past, minute - back * DAY_MINUTES, LEVEL_WIDTH) * (singles[LEVEL_RATIOS + back - 1] ?? 1);
    if (Number.isNaN(load)) continue;
    sum += load;
    known += 1;
  }
  return known === 0 ? 0 : (singles[LOAD] ?? 0) - sum / known;
}

/** Compare the level with those of other days, when an hour begins: between hours it does not change. */
export function compareLevels(past: Past, minute: number): void {
  const level = levelBefore(past, minute) + LEVEL_FLOOR;
  for (const { period, count, ratiosAt } of RHYTHMS) {
    if (ratiosAt === null) continue;
    for (let back = 1; back <= count; back += 1) {
      const ratio = level / (levelBefore(past, minute - back * period) + LEVEL_FLOOR);
      const bounded = Math.min(LEVEL_RATIO_MAX, Math.max(1 / LEVEL_RATIO_MAX, ratio));
      past.memory.singles[ratiosAt + back - 1] = Number.isNaN(ratio) ? 1 : bounded;
    }
  }
}

/**
 * The load expected, in instances; never less than none. Weights that were learnt from noise would also take a step for noise,
 * and foretell that it goes back: so what the load is expected to lose of its own is bounded by what noise there has been.
 */
export function expectedLoad(memory: Memory, features: readonly number[], { returnDeviationsMax }: Tuning): number {
  const { values, offset } = model(memory);
  let pull = 0;
  for (let at = OWN; at < DRIFT_FEATURES; at += 1) pull += (values[offset + at] ?? 0) * (features[at] ?? 0);
  const lowest = -returnDeviationsMax * Math.sqrt((memory.singles[VARIANCE] ?? 0) + VARIANCE_FLOOR);
  const excess = Math.max(0, lowest - pull);
  return Math.max(0, (memory.singles[LOAD] ?? 0) + predict(model(memory), features) + excess);
}

/**
 * Learn from a load that had been foretold.
 *
 * @param change from the load it was foretold from, in instances
 * @param error of the forecast made then, in instances
 */
export function learnDrift(
  memory: Memory,
  features: readonly number[],
  { change, error }: { readonly change: number; readonly error: number },
  { loadMemory }: Tuning,
): void {
  const variance = memory.singles[VARIANCE] ?? 0;
  const noise = variance + VARIANCE_FLOOR;
  const excess = (error * error) / (noise * OUTLIER_DEVIATIONS * OUTLIER_DEVIATIONS);
  const sample = { target: change, precision: 1 / (noise * (1 + excess)) };
  learnSample(model(memory), features, sample, { memory: loadMemory, varianceMax: VARIANCE_MAX });
  const bounded = Math.min(error * error, variance * VARIANCE_JUMP_MAX);
  memory.singles[VARIANCE] = variance + VARIANCE_SHARE * (bounded - variance);
}
