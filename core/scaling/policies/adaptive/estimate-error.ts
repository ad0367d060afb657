import { type LinearModel, learnSample, predict, startLinearModel } from './least-squares.ts';
import {
  ERROR_FEATURES,
  ERROR_MODEL,
  ERRORS,
  LOAD,
  type Memory,
  REHEARSED_MINUTES,
  SETTLED_ERROR,
  SQUARED_ERROR,
} from './memory.ts';
import { errorOf, type Past } from './recall-load.ts';
import { ERROR_MINUTES } from './season.ts';
import type { Tuning } from './settings.ts';

const DAY_MINUTES = 24 * 60;
const HOUR_MINUTES = 60;
/** What the newest error counts for in its running means. */
const ERROR_SHARES = [0.2, 0.05, 0.01, 0.002];
const SQUARED_ERROR_SHARE = 0.002;
/** The first error counts for so many minutes in the mean over everything. */
const SETTLING_MINUTES = 30;
const VARIANCE_MAX = 100;
/** Before anything was learnt: half of the error of the last 20 minutes, a third of that of the last 100. */
const FIRST_WEIGHTS = [0, 0.5, 0.3, 0, 0, 0, 0, 0, 0];
const FIRST_VARIANCE = 1;
/** An error counts for at most so many times the one that was expected: one flash crowd is not the weather. */
const SURPRISE_MAX = 10;
/** The same for the running means, which would otherwise keep a margin for the crowd long after it has come. */
const RUNNING_SURPRISE_MAX = 5;
/** In instances: a surprise however small the errors were. */
const SURPRISE_FLOOR = 0.05;
/** Before the first error: half an instance and a fifth of the load. */
const FIRST_ERROR = 0.5;
const FIRST_ERROR_SHARE = 0.2;
/** In instances; no margin needs to be finer. */
const ERROR_FLOOR = 0.02;
/** A normal distribution's standard deviation over its mean absolute deviation, sqrt(pi / 2) and a little for tails. */
const DEVIATION_OF_ERROR = 1.35;

/** How wrong a forecast may be, in instances of mean absolute error, by three ways of looking. */
export interface ExpectedError {
  /** By time of day, level and how the last minutes went. */
  readonly swift: number;
  /** The same and the running means, half and half. */
  readonly steady: number;
  /** By the squares of the last hours: where single peaks rule. */
  readonly slow: number;
}

const model = ({ doubles }: Memory): LinearModel => ({ values: doubles, offset: ERROR_MODEL, size: ERROR_FEATURES });

export function startErrors(memory: Memory, load: number): void {
  const error = FIRST_ERROR + FIRST_ERROR_SHARE * load;
  startLinearModel(model(memory), FIRST_WEIGHTS, FIRST_VARIANCE);
  for (const at of ERROR_SHARES.keys()) memory.singles[ERRORS + at] = error;
  memory.singles[SETTLED_ERROR] = error;
  memory.singles[SQUARED_ERROR] = (error * DEVIATION_OF_ERROR) ** 2;
}

/** Move the running means on by one error. */
export function followError({ doubles, singles }: Memory, error: number): void {
  const bounded = Math.min(Math.abs(error), RUNNING_SURPRISE_MAX * (singles[ERRORS + 1] ?? 0) + SURPRISE_FLOOR);
  for (let at = 0; at < ERROR_SHARES.length; at += 1) {
    const mean = singles[ERRORS + at] ?? 0;
    singles[ERRORS + at] = mean + (ERROR_SHARES[at] ?? 0) * (bounded - mean);
  }
  const squared = singles[SQUARED_ERROR] ?? 0;
  singles[SQUARED_ERROR] = squared + SQUARED_ERROR_SHARE * (bounded * bounded - squared);
  const settled = singles[SETTLED_ERROR] ?? 0;
  singles[SETTLED_ERROR] = settled + (bounded - settled) / ((doubles[REHEARSED_MINUTES] ?? 0) + SETTLING_MINUTES);
}

/** What the next error depends on that has to be remembered until it is known. */
export function errorFeatures(past: Past, next: number, bootMinutes: number): number[] {
  const { singles } = past.memory;
  const features: number[] = [];
  const usual = singles[ERRORS + 2] ?? 0;
  for (let at = 0; at < 3; at += 1) features[at] = singles[ERRORS + at] ?? 0;
  features[3] = seasonalError(past, next + bootMinutes, { period: DAY_MINUTES, width: 1, count: 3 }) ?? usual;
  features[4] = seasonalError(past, next + bootMinutes, { period: HOUR_MINUTES, width: 0, count: 6 }) ?? usual;
  return features;
}

/** The mean error at the same time of other days or hours, in instances; null when none of them is known. */
export function seasonalError(
  past: Past,
  minute: number,
  { period, width, count }: { period: number; width: number; count: number },
): number | null {
  const five = Math.floor(minute / ERROR_MINUTES);
  let sum = 0;
  let known = 0;
  for (let back = 1; back <= count; back += 1) {
    const then = five - (back * period) / ERROR_MINUTES;
    for (let at = then - width; at <= then + width; at += 1) {
      const error = errorOf(past, at);
      if (Number.isNaN(error)) continue;
      sum += error;
      known += 1;
    }
  }
  return known === 0 ? null : sum / known;
}

/** With those that follow from the forecast: its level, the root of it as for counts, and how far it moves. */
function allFeatures(stored: readonly number[], expected: number, load: number): number[] {
  const features = stored.slice();
  features.push(1, expected, Math.sqrt(expected), Math.abs(expected - load));
  return features;
}

export function expectedError(memory: Memory, stored: readonly number[], expected: number): ExpectedError {
  const { singles } = memory;
  const recent = singles[ERRORS + 1] ?? 0;
  const lately = singles[ERRORS + 2] ?? 0;
  const longer = singles[ERRORS + 3] ?? 0;
  const learnt = predict(model(memory), allFeatures(stored, expected, singles[LOAD] ?? 0));
  const swift = Math.max(learnt, 0.4 * Math.max(recent, 0.7 * lately), ERROR_FLOOR);
  return {
    swift,
    steady: 0.5 * swift + 0.2 * recent + 0.15 * lately + 0.15 * longer,
    slow: Math.sqrt(singles[SQUARED_ERROR] ?? 0) / DEVIATION_OF_ERROR,
  };
}

/**
 * Learn from an error how large it was to be expected.
 *
 * @param then what was known when the forecast was made
 */
export function learnError(
  memory: Memory,
  then: {
    readonly stored: readonly number[];
    readonly expected: number;
    readonly load: number;
    readonly swift: number;
  },
  error: number,
  { errorMemory }: Tuning,
): void {
  const target = Math.min(Math.abs(error), SURPRISE_MAX * then.swift + SURPRISE_FLOOR);
  const features = allFeatures(then.stored, then.expected, then.load);
  const sample = { target, precision: 1 / (then.swift * then.swift + 0.01) };
  learnSample(model(memory), features, sample, { memory: errorMemory, varianceMax: VARIANCE_MAX });
}
