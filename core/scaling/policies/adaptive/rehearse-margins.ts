import {
  CANDIDATES,
  COSTS,
  Forecast,
  forecastAt,
  type Memory,
  REHEARSED_LOAD,
  REHEARSED_MINUTES,
  releaseMinutes,
  SETTLED_ERROR,
} from './memory.ts';
import type { Tuning } from './settings.ts';

/** Margins in times the usual one. */
const MULTIPLES = [0.5, 0.75, 1, 1.4, 2];
/** Where measures of error are in a forecast. A fourth one is the same for all minutes: the mean error of weeks. */
const SCALES = [Forecast.swift, Forecast.steady, Forecast.slow, null] as const;
/** Two weeks: after so many minutes a cost counts for half. */
const MEMORY = 0.5 ** (1 / (14 * 24 * 60));
/** In instances; keeps the relative costs of an idle tier finite. */
const LOAD_FLOOR = 0.5;
/** As if all candidates had cost the same for half a day before the first minute. */
const DOUBT_MINUTES = 720;

/**
 * The usual margin, in times the expected absolute error. The error's tail is about exponential, so what it exceeds
 * one minute in `price` grows with the logarithm; the factor is about that of a normal distribution at one in a hundred.
 */
function usualMultiple({ price, usualMargin }: Tuning): number {
  return usualMargin * Math.log(price);
}

/**
 * The margin that is usual for an error, where nothing was rehearsed; in instances, never less than none.
 *
 * @param error to expect, in instances of mean absolute error
 */
export const usualMargin = (error: number, tuning: Tuning): number =>
  Math.max(0, usualMultiple(tuning) * error - trifle(tuning.price));

/** The part of an instance for which no further one is started: a tenth at a price of 100. */
function trifle(price: number): number {
  return 1 / Math.sqrt(price);
}

/**
 * What each candidate would have cost in the minute that has just ended, had it been the policy all along: what it
 * would have asked for, and the price of what its ready instances would not have served. What it asks for at any time is the
 * largest need of the last minutes, and what is ready is what was asked for throughout the boot time, so the forecasts of
 * those minutes are all it takes.
 *
 * @param minute that has just ended
 */
export function rehearseMargins(
  { doubles, singles }: Memory,
  minute: number,
  { load, bootMinutes }: { load: number; bootMinutes: number },
  tuning: Tuning,
): void {
  const first = minute - bootMinutes - releaseMinutes(bootMinutes);
  if (Number.isNaN(singles[forecastAt(first) + Forecast.expected])) return;
  const usual = usualMultiple(tuning);
  const spared = trifle(tuning.price);
  const expected = readForecasts(singles, first, minute, Forecast.expected);
  const needs = expected.slice();
  let at = COSTS;
  for (const scale of SCALES) {
    const errors = scale === null ? null : readForecasts(singles, first, minute, scale);
    for (const multiple of MULTIPLES) {
      const factor = multiple * usual;
      for (let of = 0; of < expected.length; of += 1) {
        const error = errors === null ? (singles[SETTLED_ERROR] ?? 0) : (errors[of] ?? 0);
        needs[of] = (expected[of] ?? 0) + factor * error - spared;
      }
      doubles[at] = MEMORY * (doubles[at] ?? 0) + minuteCost(needs, bootMinutes, load, tuning.price);
      at += 1;
    }
  }
  doubles[REHEARSED_MINUTES] = MEMORY * (doubles[REHEARSED_MINUTES] ?? 0) + 1;
  doubles[REHEARSED_LOAD] = MEMORY * (doubles[REHEARSED_LOAD] ?? 0) + load + LOAD_FLOOR;
}

/** A plain array: a typed one of more than a few numbers has a buffer of its own, which costs more than all that is done with it. */
function readForecasts(singles: Float32Array, from: number, to: number, field: number): number[] {
  const values: number[] = [];
  for (let minute = from; minute < to; minute += 1) values.push(singles[forecastAt(minute) + field] ?? 0);
  return values;
}

/**
 * What is asked for at a time is the largest need of the last minutes, what is ready the least of that throughout the boot time. All these
 * stretches of minutes have a middle in common, and none is less than it: where the middle serves the load, as it mostly does,
 * nothing else of them has to be known.
 *
 * @param needs of the minutes that count, in instances, the newest last
 */
function minuteCost(needs: readonly number[], bootMinutes: number, load: number, price: number): number {
  const release = needs.length - bootMinutes;
  const middle = largestOf(needs, bootMinutes, release);
  const asked = Math.max(middle, largestOf(needs, release, needs.length));
  if (load <= instances(middle)) return instances(asked);
  let ready = asked;
  for (let from = 0; from < bootMinutes && ready > middle; from += 1) {
    ready = Math.min(ready, largestOf(needs, from, from + release));
  }
  return instances(asked) + price * Math.max(0, load - instances(ready));
}

/** The largest from one place to before another, at least 0. Minutes that nothing is known of are NaN and count for nothing. */
function largestOf(needs: readonly number[], from: number, to: number): number {
  let largest = 0;
  for (let at = from; at < to; at += 1) {
    const need = needs[at] ?? 0;
    if (need > largest) largest = need;
  }
  return largest;
}

const instances = (need: number): number => Math.max(1, Math.ceil(need));

/**
 * The margin that the candidates agree on, in instances: their mean, weighted by how cheap each has been (exponential
 * weights: Cesa-Bianchi and Lugosi, Prediction, Learning, and Games, ch. 2).
 *
 * @param minute whose forecast is asked
 */
export function agreedMargin({ doubles, singles }: Memory, minute: number, tuning: Tuning): number {
  const at = forecastAt(minute);
  const minutes = doubles[REHEARSED_MINUTES] ?? 0;
  const sharpness =
    (tuning.sharpness * (minutes / (minutes + DOUBT_MINUTES))) / Math.max(doubles[REHEARSED_LOAD] ?? 0, 1);
  const best = cheapest(doubles);
  let margins = 0;
  let weights = 0;
  let cost = COSTS;
  for (const scale of SCALES) {
    const error = singles[scale === null ? SETTLED_ERROR : at + scale] ?? 0;
    for (const multiple of MULTIPLES) {
      const weight = Math.exp(-sharpness * ((doubles[cost] ?? 0) - best));
      margins += weight * multiple * error;
      weights += weight;
      cost += 1;
    }
  }
  return (usualMultiple(tuning) * margins) / weights - trifle(tuning.price);
}

function cheapest(doubles: Float64Array): number {
  let best = Number.POSITIVE_INFINITY;
  for (let at = COSTS; at < COSTS + CANDIDATES; at += 1) best = Math.min(best, doubles[at] ?? 0);
  return best;
}
