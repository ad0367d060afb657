import { formatFigure } from '../../format-figures.ts';
import type { Need } from '../../policy.ts';
import { roundUp } from '../../round-up.ts';
import { seasonalError } from './estimate-error.ts';
import { SETTLED_ERROR } from './memory.ts';
import { loadAround, type Past } from './recall-load.ts';
import { usualMargin } from './rehearse-margins.ts';
import type { Tuning } from './settings.ts';

const MINUTE_MS = 60_000;
const DAY_MINUTES = 24 * 60;
/** By then a tier that wakes now has measured its own load, and what it ordered for it has booted. */
const SPAN_MINUTES = 30;

/** The same time of earlier days, and of this day of earlier weeks: what both know counts by halves. */
const RHYTHMS = [
  { period: DAY_MINUTES, count: 7 },
  { period: 7 * DAY_MINUTES, count: 2 },
] as const;
/** Neighbours on each side that are averaged: a rhythm is not exact to the minute. */
const WIDTH = 2;

/**
 * What the half hour from an instant on takes, by what it took on other days: the largest load expected in it, and the usual margin
 * for what forecasts of that minute were wrong by, or days differ by where that is more, up to the largest of them. Hours that were slept
 * through are not remembered and count for nothing.
 *
 * @returns null when no other day was awake then
 */
export function recallNeed(past: Past, nowMs: number, tuning: Tuning): Need | null {
  const from = Math.floor(nowMs / MINUTE_MS);
  let most = { need: 0, load: 0 };
  for (let minute = from; minute < from + SPAN_MINUTES; minute += 1) {
    const loads = RHYTHMS.map((rhythm) => loadsOf(past, minute, rhythm));
    const load = mean(loads.map(mean).filter((each) => !Number.isNaN(each)));
    if (Number.isNaN(load)) continue;
    const need = needAt(load, loads.flat(), usualError(past, minute), tuning);
    if (need > most.need) most = { need, load };
  }
  if (most.need === 0) return null;
  const margin = formatFigure(most.need - most.load);
  const text = `up to ${formatFigure(most.load)} in the next ${SPAN_MINUTES} min on other days, and a margin of ${margin}`;
  return { size: Math.max(1, roundUp(most.need)), text };
}

/** @param loads of the single days, in instances */
function needAt(load: number, loads: readonly number[], error: number, tuning: Tuning): number {
  const spread = mean(loads.map((each) => Math.abs(each - load)));
  const margin = usualMargin(error, tuning);
  return Math.min(load + usualMargin(Math.max(error, spread), tuning), Math.max(load, ...loads) + margin);
}

/** The known loads at the same time of other days or weeks, in instances. */
const loadsOf = (past: Past, minute: number, { period, count }: (typeof RHYTHMS)[number]): readonly number[] =>
  Array.from({ length: count }, (_, back) => loadAround(past, minute - (back + 1) * period, WIDTH)).filter(
    (load) => !Number.isNaN(load),
  );

const usualError = (past: Past, minute: number): number =>
  seasonalError(past, minute, { period: DAY_MINUTES, width: 1, count: 7 }) ?? past.memory.singles[SETTLED_ERROR] ?? 0;

/** NaN of none. */
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
