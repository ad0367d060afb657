import { linearModelLength } from './least-squares.ts';
import { placeInRing } from './place-in-ring.ts';
import { HOUR_ERRORS, HOUR_MINUTES } from './season.ts';

/** The longest boot that is told apart, in minutes; a longer one is planned for as this one. */
export const BOOT_MINUTES_MAX = 12;

/**
 * A size is given back when the forecasts of so many minutes in a row did not need it: of all those that foretold a minute
 * of the boot time, and one more.
 */
export function releaseMinutes(bootMinutes: number): number {
  return bootMinutes + 2;
}

/** What the expected change of load is made of. */
export const DRIFT_FEATURES = 11;
/** What the expected error of the forecast is made of, but for those that follow from the forecast itself. */
export const STORED_ERROR_FEATURES = 5;
export const ERROR_FEATURES = 9;
/** Margins that are rehearsed side by side. */
export const CANDIDATES = 20;

/** Minutes whose features are kept until the load that they foretold is known. */
const FEATURE_MINUTES = BOOT_MINUTES_MAX + 2;
/** Minutes whose forecasts are kept: what was wanted until now decides what would be ready now. */
const FORECAST_MINUTES = BOOT_MINUTES_MAX + releaseMinutes(BOOT_MINUTES_MAX) + 2;
const FEATURES = DRIFT_FEATURES + STORED_ERROR_FEATURES;
const FORECAST_FIELDS = 6;

/** Where things are among the double precision numbers. The first is the head: schema version and kind. */
export const MINUTE = 1;
export const REHEARSED_MINUTES = 2;
export const REHEARSED_LOAD = 3;
export const COSTS = 4;
export const DRIFT_MODEL = COSTS + CANDIDATES;
export const ERROR_MODEL = DRIFT_MODEL + linearModelLength(DRIFT_FEATURES);
const DOUBLES = ERROR_MODEL + linearModelLength(ERROR_FEATURES);

/** Where things are among the single precision numbers. */
export const LOAD = 0;
export const PREVIOUS_LOAD = 1;
/** Exponentially weighted means of the load, over about 2, 7 and 33 minutes. */
export const MEANS = 2;
/** Exponentially weighted means of the forecast's absolute error, over about 5, 20, 100 and 500 minutes. */
export const ERRORS = 5;
/** Exponentially weighted mean of the squared error, over about 500 minutes. */
export const SQUARED_ERROR = 9;
/** Mean of the absolute error over everything that was seen, at most some weeks. */
export const SETTLED_ERROR = 10;
/** Variance of the forecast's error, outliers cut. */
export const VARIANCE = 11;
/** 1 while the newest minute is unknown. */
export const IS_BLIND = 12;
/** For how many minutes almost nothing has come, unlike at other times; 0: all is well. */
export const OUTAGE_MINUTES = 13;
/** The load before that. */
export const OUTAGE_LEVEL = 14;
/** For how many minutes the load has changed by the same, and for how many it usually does. */
export const STRAIGHT_MINUTES = 15;
export const STRAIGHT_LENGTH = 16;
/** How the level has changed since each of the days and weeks that a forecast looks back to. */
export const LEVEL_RATIOS = 17;
export const DISTANT_TIMES = 6;
/** How badly each boot time explains what was ready. */
export const BOOT_MISFITS = LEVEL_RATIOS + DISTANT_TIMES;
export const SIZES = BOOT_MISFITS + BOOT_MINUTES_MAX + 1;
const SIZE_MINUTES = FORECAST_MINUTES;
/** The hour that has not finished, as in `Hour`. */
export const HOUR_LOADS = SIZES + SIZE_MINUTES;
export const HOUR_ERROR_SUMS = HOUR_LOADS + HOUR_MINUTES;
const FORECAST_RING = HOUR_ERROR_SUMS + HOUR_ERRORS;
const SINGLES = FORECAST_RING + FORECAST_MINUTES * FORECAST_FIELDS;

/** At half precision: the features seen at the end of each of the last minutes. */
const HALVES = FEATURE_MINUTES * FEATURES;

/** Whole double precision numbers. */
const BYTES = 8 * Math.ceil((8 * DOUBLES + 4 * SINGLES + 2 * HALVES) / 8);
const SCHEMA_VERSION = 4;
const KIND = 16;

/** Everything short-term that the policy knows, in the very bytes that are stored. */
export interface Memory {
  /** All of it, the others too, so that it is copied as one. */
  readonly doubles: Float64Array;
  readonly singles: Float32Array;
  readonly halves: Float16Array;
}

/**
 * What was foretold at the end of a minute; all in instances. Offsets within an entry of the ring.
 * `expected` is the load when an order would be ready, `swift`, `steady` and `slow` are how wrong that may be, and
 * `margin` is what is kept spare for it.
 */
export const Forecast = { load: 0, expected: 1, swift: 2, steady: 3, slow: 4, margin: 5 } as const;

/** Where the forecast made at the end of that minute is. */
export function forecastAt(minute: number): number {
  return FORECAST_RING + placeInRing(minute, FORECAST_MINUTES) * FORECAST_FIELDS;
}

/** Where the features seen at the end of that minute are, among the half precision numbers. */
export function featuresAt(minute: number): number {
  return placeInRing(minute, FEATURE_MINUTES) * FEATURES;
}

/** What the forecast of that minute was made from, as it is kept. */
export function driftFeaturesOf({ halves }: Memory, minute: number): number[] {
  return readHalves(halves, featuresAt(minute), DRIFT_FEATURES);
}

/** The same of the error of that forecast. */
export function errorFeaturesOf({ halves }: Memory, minute: number): number[] {
  return readHalves(halves, featuresAt(minute) + DRIFT_FEATURES, STORED_ERROR_FEATURES);
}

function readHalves(halves: Float16Array, from: number, count: number): number[] {
  const values: number[] = [];
  for (let at = from; at < from + count; at += 1) values.push(halves[at] ?? 0);
  return values;
}

/** Where the size asked for in that minute is. */
export function sizeAt(minute: number): number {
  return SIZES + placeInRing(minute, SIZE_MINUTES);
}

/**
 * A buffer of its own costs eight times what filling it does, so memories are cut from a larger one.
 *
 * What is left of it is the only state here, and nobody can see it: a part is cut once and never again, all zeros or overwritten
 * as a whole before anyone is given it, and nothing else runs between looking where to cut and having cut. So a memory is the same wherever
 * it lies, whatever was cut before it, by whom, and whether that was finished or broke off (test: memory.test.ts).
 */
const SLAB_BYTES = 16 * BYTES;
let slab = new ArrayBuffer(SLAB_BYTES);
let cutBytes = 0;

function cutMemory(): Memory {
  if (cutBytes === SLAB_BYTES) {
    slab = new ArrayBuffer(SLAB_BYTES);
    cutBytes = 0;
  }
  const memory = viewOf(slab, cutBytes);
  cutBytes += BYTES;
  return memory;
}

/** A memory in which nothing has happened. */
export function blankMemory(): Memory {
  const memory = cutMemory();
  const bytes = packMemory(memory);
  bytes[0] = SCHEMA_VERSION;
  bytes[1] = KIND;
  memory.doubles[MINUTE] = -1;
  return memory;
}

export function copyMemory({ doubles }: Memory): Memory {
  const memory = cutMemory();
  memory.doubles.set(doubles);
  return memory;
}

/** Forget which forecasts, features and sizes belong to a minute that nothing is known of. */
export function forgetMinute({ singles }: Memory, minute: number): void {
  singles.fill(Number.NaN, forecastAt(minute), forecastAt(minute) + FORECAST_FIELDS);
  singles[sizeAt(minute)] = Number.NaN;
}

/** Minutes after which nothing of the rings is left. */
export const RING_MINUTES = FORECAST_MINUTES;

/** The bytes are the memory itself: never to be written to. */
export function packMemory({ doubles }: Memory): Uint8Array {
  return new Uint8Array(doubles.buffer, doubles.byteOffset, BYTES);
}

/** The memory as it was packed, in the same bytes where they allow it; null: by another schema version or another policy. */
export function unpackMemory(bytes: Uint8Array): Memory | null {
  if (bytes.length !== BYTES || bytes[0] !== SCHEMA_VERSION || bytes[1] !== KIND) return null;
  const { buffer, byteOffset } = bytes.byteOffset % 8 === 0 ? bytes : bytes.slice();
  return viewOf(buffer, byteOffset);
}

function viewOf(buffer: ArrayBufferLike, from: number): Memory {
  return {
    doubles: new Float64Array(buffer, from, BYTES / 8),
    singles: new Float32Array(buffer, from + 8 * DOUBLES, SINGLES),
    halves: new Float16Array(buffer, from + 8 * DOUBLES + 4 * SINGLES, HALVES),
  };
}
