import { HOUR_ERROR_SUMS, HOUR_LOADS, type Memory, MINUTE } from './memory.ts';
import { HOUR_ERRORS, HOUR_MINUTES, type Hour, hourOf, type Season } from './season.ts';

/** Everything known of the past: the hour that has not finished, and the hours before it. */
export interface Past {
  readonly memory: Memory;
  readonly season: Season;
}

/** The load of one minute in instances; NaN when unknown. */
export function loadOf({ memory, season }: Past, minute: number): number {
  const hour = Math.floor(minute / HOUR_MINUTES);
  const at = minute - hour * HOUR_MINUTES;
  if (hour === runningHour(memory)) return memory.singles[HOUR_LOADS + at] ?? Number.NaN;
  return hourOf(season, hour)?.loads[at] ?? Number.NaN;
}

/** Whether the load of one of these minutes was larger than that. Mostly that of their whole hour was not. */
export function exceeded(past: Past, from: number, last: number, load: number): boolean {
  const hour = Math.floor(last / HOUR_MINUTES);
  const isWithin = from >= hour * HOUR_MINUTES && hour < runningHour(past.memory);
  if (isWithin && (hourOf(past.season, hour)?.largest ?? 0) <= load) return false;
  for (let minute = from; minute <= last; minute += 1) if (loadOf(past, minute) > load) return true;
  return false;
}

/**
 * The mean load from `width` minutes before to as many after, in instances; NaN when none of them is known.
 *
 * @param width at most half an hour
 */
export function loadAround(past: Past, minute: number, width: number): number {
  if (width === 0) return loadOf(past, minute);
  const from = minute - width;
  const hour = Math.floor(from / HOUR_MINUTES);
  const first = from - hour * HOUR_MINUTES;
  const end = first + 2 * width + 1;
  if (hour + 1 >= runningHour(past.memory)) return meanOf(past, from, from + 2 * width + 1);
  const early = hourOf(past.season, hour);
  if (end > HOUR_MINUTES) return meanAcross(early, hourOf(past.season, hour + 1), first, end - HOUR_MINUTES);
  return early === null ? Number.NaN : meanAround(early, first + width, width);
}

/**
 * What the load changed by from one minute to a later one, each with its neighbours, in instances; NaN when one of them is unknown.
 * Mostly both lie in one hour, which then is looked up once.
 *
 * @param width at most half an hour
 */
export function changeBetween(past: Past, from: number, to: number, width: number): number {
  const hour = Math.floor((from - width) / HOUR_MINUTES);
  const first = from - hour * HOUR_MINUTES;
  const last = to - hour * HOUR_MINUTES;
  if (last + width >= HOUR_MINUTES || hour >= runningHour(past.memory)) {
    return loadAround(past, to, width) - loadAround(past, from, width);
  }
  const of = hourOf(past.season, hour);
  return of === null ? Number.NaN : meanAround(of, last, width) - meanAround(of, first, width);
}

function meanAround({ loads, sums, counts }: Hour, at: number, width: number): number {
  if (width === 0) return loads[at] ?? Number.NaN;
  const from = at - width;
  const to = at + width + 1;
  return ((sums[to] ?? 0) - (sums[from] ?? 0)) / ((counts[to] ?? 0) - (counts[from] ?? 0));
}

/** The mean from a minute of one hour to before a minute of the next. */
function meanAcross(early: Hour | null, late: Hour | null, first: number, end: number): number {
  const sum = (early === null ? 0 : sumOf(early, first, HOUR_MINUTES)) + (late === null ? 0 : sumOf(late, 0, end));
  return (
    sum / ((early === null ? 0 : countOf(early, first, HOUR_MINUTES)) + (late === null ? 0 : countOf(late, 0, end)))
  );
}

const sumOf = ({ sums }: Hour, from: number, to: number): number => (sums[to] ?? 0) - (sums[from] ?? 0);
const countOf = ({ counts }: Hour, from: number, to: number): number => (counts[to] ?? 0) - (counts[from] ?? 0);

/** The same minute by minute, where an hour is among them that has not finished. */
function meanOf(past: Past, from: number, to: number): number {
  let sum = 0;
  let known = 0;
  for (let at = from; at < to; at += 1) {
    const load = loadOf(past, at);
    if (Number.isNaN(load)) continue;
    sum += load;
    known += 1;
  }
  return sum / known;
}

/** The hour that has not finished. */
function runningHour({ doubles }: Memory): number {
  return Math.floor((doubles[MINUTE] ?? 0) / HOUR_MINUTES);
}

/** The mean absolute error of the forecast in five minutes, which are counted since 1970; NaN when unknown. */
export function errorOf({ memory, season }: Past, five: number): number {
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
