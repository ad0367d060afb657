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
  const late = loadsWithin(past, Math.max(from, edge), to);
  if (from >= edge) return late.sum / late.known;
  const early = loadsWithin(past, from, edge);
  return (early.sum + late.sum) / (early.known + late.known);
}

/** The known loads from a minute up to another one of the same hour. */
function loadsWithin({ memory, season }: Past, from: number, to: number): { sum: number; known: number } {
  const hour = Math.floor(from / HOUR_MINUTES);
  const first = from - hour * HOUR_MINUTES;
  const end = to - hour * HOUR_MINUTES;
  if (hour === Math.floor((memory.doubles[MINUTE] ?? 0) / HOUR_MINUTES)) return sumOf(memory.singles, first, end);
  const finished = hourOf(season, hour);
  if (finished === null) return { sum: 0, known: 0 };
  const { sums, counts } = finished;
  return { sum: (sums[end] ?? 0) - (sums[first] ?? 0), known: (counts[end] ?? 0) - (counts[first] ?? 0) };
}

/** Of the hour that has not finished. */
function sumOf(singles: Float32Array, first: number, end: number): { sum: number; known: number } {
  let sum = 0;
  let known = 0;
  for (let at = first; at < end; at += 1) {
    const load = singles[HOUR_LOADS + at] ?? Number.NaN;
    if (Number.isNaN(load)) continue;
    sum += load;
    known += 1;
  }
  return { sum, known };
}

/** The mean absolute error of the forecast in the five minutes that a minute belongs to, shifted by so many fives. */
export function errorOf({ memory, season }: Past, minute: number, shift = 0): number {
  const five = Math.floor(minute / ERROR_MINUTES) + shift;
  const hour = Math.floor(five / HOUR_ERRORS);
  const at = five - hour * HOUR_ERRORS;
  if (hour === Math.floor((memory.doubles[MINUTE] ?? 0) / HOUR_MINUTES)) {
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
