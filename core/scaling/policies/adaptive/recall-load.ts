import { HOUR_ERROR_SUMS, HOUR_LOADS, type Memory, MINUTE } from './memory.ts';
import { ERROR_MINUTES, HOUR_ERRORS, HOUR_MINUTES, hourOf, type Season } from './season.ts';

/** Everything known of the past: the hour that has not finished, and the hours before it. */
export interface Past {
  readonly memory: Memory;
  readonly season: Season;
}

/**
 * The mean load from `width` minutes before to as many after, in instances; NaN when none of them is known.
 *
 * @param width at most half an hour
 */
export function loadAround(past: Past, minute: number, width: number): number {
  const from = minute - width;
  const to = minute + width + 1;
  const edge = Math.floor((to - 1) / HOUR_MINUTES) * HOUR_MINUTES;
  const start = Math.max(from, edge);
  const sum = sumWithin(past, start, to);
  const known = countWithin(past, start, to);
  if (from >= edge) return sum / known;
  return (sum + sumWithin(past, from, edge)) / (known + countWithin(past, from, edge));
}

/** The sum of the known loads from a minute up to another one of the same hour. */
function sumWithin({ memory, season }: Past, from: number, to: number): number {
  const hour = Math.floor(from / HOUR_MINUTES);
  const first = from - hour * HOUR_MINUTES;
  const end = to - hour * HOUR_MINUTES;
  if (hour !== runningHour(memory)) {
    const sums = hourOf(season, hour)?.sums;
    return sums === undefined ? 0 : (sums[end] ?? 0) - (sums[first] ?? 0);
  }
  let sum = 0;
  for (let at = HOUR_LOADS + first; at < HOUR_LOADS + end; at += 1) {
    const load = memory.singles[at] ?? Number.NaN;
    if (!Number.isNaN(load)) sum += load;
  }
  return sum;
}

/** How many of them there are. */
function countWithin({ memory, season }: Past, from: number, to: number): number {
  const hour = Math.floor(from / HOUR_MINUTES);
  const first = from - hour * HOUR_MINUTES;
  const end = to - hour * HOUR_MINUTES;
  if (hour !== runningHour(memory)) {
    const counts = hourOf(season, hour)?.counts;
    return counts === undefined ? 0 : (counts[end] ?? 0) - (counts[first] ?? 0);
  }
  let known = 0;
  for (let at = HOUR_LOADS + first; at < HOUR_LOADS + end; at += 1) {
    if (!Number.isNaN(memory.singles[at] ?? Number.NaN)) known += 1;
  }
  return known;
}

/** The hour that has not finished. */
function runningHour({ doubles }: Memory): number {
  return Math.floor((doubles[MINUTE] ?? 0) / HOUR_MINUTES);
}

/** The mean absolute error of the forecast in the five minutes that a minute belongs to, shifted by so many fives. */
export function errorOf({ memory, season }: Past, minute: number, shift = 0): number {
  const five = Math.floor(minute / ERROR_MINUTES) + shift;
  const hour = Math.floor(five / HOUR_ERRORS);
  const at = five - hour * HOUR_ERRORS;
  if (hour === runningHour(memory)) {
    return memory.singles[HOUR_ERROR_SUMS + at] ?? Number.NaN;
  }
  return hourOf(season, hour)?.errors[at] ?? Number.NaN;
}

/** Hours whose mean is the level of a time: enough that a burst at its edge does not change it. */
const LEVEL_HOURS = 6;

/** The mean load of the whole hours before a minute; NaN when none of them is known. */
export function levelBefore({ season }: Past, minute: number): number {
  const hour = Math.floor(minute / HOUR_MINUTES);
  let sum = 0;
  let known = 0;
  for (let back = 1; back <= LEVEL_HOURS; back += 1) {
    const mean = hourOf(season, hour - back)?.mean ?? Number.NaN;
    if (Number.isNaN(mean)) continue;
    sum += mean;
    known += 1;
  }
  return sum / known;
}
