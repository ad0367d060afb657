import { oneStepBefore, stepUp } from '../../../guardrails/step-limit.ts';
import { formatFigure } from '../../format-figures.ts';
import type { FleetView, Want } from '../../policy.ts';
import { roundUp } from '../../round-up.ts';
import { hadMoreLoad, largestLoadLater, loadLater } from './forecast-load.ts';
import { bootMinutes } from './learn-boot-time.ts';
import { Forecast, forecastAt, IS_BLIND, LOAD, type Memory, MINUTE, releaseMinutes, sizeAt } from './memory.ts';
import type { Past } from './recall-load.ts';
import type { Tuning } from './settings.ts';
import { outageFloor } from './survive-outage.ts';

/** Minutes that an instance is kept after it became ready. */
const KEEP_MINUTES = 6;

/** Two of the six minutes after the first that an order serves: each stands for itself and its neighbours, for all six say hardly more. */
const LATER_IN_SERVICE = [2, 5];

/** In instances; a margin is no finer. */
const MARGIN_FLOOR = 0.01;

/**
 * Within three quarters of an hour of the last decrease, a decrease that turns round again must be worth this share of the size: the
 * flapping guard allows two such turns an hour, and a trifle must not use up the one that the end of a burst will need.
 */
const TURN_SHARE = 0.08;
const TURN_MS = 45 * 60_000;
/** A decrease that turns the direction round is not made for less than so many minutes: it costs a drain, a boot and one of the turns. */
const LATER_MINUTES = 8;
/** Increases that are planned for beyond the one an order is: together they come to sixteen times a size. */
const STEPS_AHEAD = 3;

/**
 * The size to ask for. More at once when the load expected at the end of the boot time and most of its margin
 * exceed what there is. Less when no forecast that is still open needs it, no instance is younger than six minutes, and the
 * newest minute is known.
 */
export function decideSize(past: Past, view: FleetView, tuning: Tuning): Want {
  const { memory } = past;
  const { doubles, singles } = memory;
  const minute = doubles[MINUTE] ?? -1;
  if (minute < 0) return { size: view.size, reason: 'keep', text: `no load seen yet, keeps ${view.size}` };
  const boot = bootMinutes(memory);
  const floor = outageFloor(memory, boot, tuning.price);
  const figures = figuresOf(memory, minute);
  const story = tell(memory, figures, { boot, floor });
  const atLeast = (instances: number): number => Math.max(1, roundUp(Math.max(floor, instances)));
  const due = atLeast(needOf(memory, minute, tuning.orderShare));
  const ordered = due > view.size ? atLeast(needInService(past, minute, boot, tuning)) : due;
  const early = firstStep(past, Math.max(ordered, view.size), boot, tuning);
  if (early !== null) {
    const text = `${story}, ${formatFigure(early.need)} are needed ${early.minutes} min later: wants ${early.size}`;
    return { size: early.size, reason: 'load-above-target', text, figures };
  }
  if (ordered > view.size) {
    return { size: ordered, reason: 'load-above-target', text: `${story}: wants ${ordered}`, figures };
  }
  if (singles[IS_BLIND] === 1) {
    return {
      size: view.size,
      reason: 'keep',
      text: `${story}: the last minute is unknown, keeps ${view.size}`,
      figures,
    };
  }
  // Nothing is given back that serves the load there is, however surely it is to fall.
  const lately = atLeast(Math.max(singles[LOAD] ?? 0, largestNeed(memory, minute, boot, tuning)));
  const least = Math.min(view.size, Math.max(lately, youngSize(memory, minute, boot)));
  const size = least < view.size && isTurn(view) ? sizeAfterTurn(past, view, least, tuning) : least;
  if (size < view.size) return { size, reason: 'load-below-target', text: `${story}: wants ${size}`, figures };
  const youth = lately < least ? ', until the youngest have served 6 min' : '';
  const because = least < size ? `, ${least} is not worth another turn` : youth;
  return { size, reason: 'keep', text: `${story}: keeps ${size}${because}`, figures };
}

/**
 * The size that an order made now is worth making for, in instances. What it brings serves for seven minutes at least and has to pay for its
 * start in all of them, so that the first of them needs it counts for less where the others foretell less. Errors have about an exponential
 * tail and exceed the margin in one minute of `price`: for every margin / ln(price) that less is foretold, an instance is e times less likely
 * to be needed. At this size, the mean of these chances is what it is in the first minute at the usual share of the margin.
 */
function needInService(past: Past, minute: number, boot: number, tuning: Tuning): number {
  const { forecast, margin } = figuresOf(past.memory, minute);
  const scale = Math.max(margin, MARGIN_FLOOR) / Math.log(tuning.price);
  let worth = 1;
  for (const later of LATER_IN_SERVICE) {
    const less = forecast - loadLater(past, minute, boot + later, tuning);
    worth += (Math.min(1, Math.exp(-less / scale)) * KEEP_MINUTES) / LATER_IN_SERVICE.length;
  }
  return needOf(past.memory, minute, tuning.orderShare) + scale * Math.log(worth / (1 + KEEP_MINUTES));
}

/**
 * One increase at most doubles a size, so a burst of many times the size that is seen coming takes several, the last of them a boot time
 * before it: the largest size that has to be asked for now to come up, step by step, to what is needed in the minutes after an order made
 * now would serve. What no other time had is foretold by nobody.
 *
 * @param size that there is, or that is ordered now; null: that is enough
 */
function firstStep(past: Past, size: number, boot: number, tuning: Tuning) {
  const { memory } = past;
  const minute = memory.doubles[MINUTE] ?? -1;
  const servedFrom = minute + 1 + boot;
  if (!hadMoreLoad(past, servedFrom + 1, servedFrom + STEPS_AHEAD, stepUp(size))) return null;
  const spare = tuning.orderShare * figuresOf(memory, minute).margin;
  let first: { readonly size: number; readonly need: number; readonly minutes: number } | null = null;
  for (let minutes = 1; minutes <= STEPS_AHEAD; minutes += 1) {
    const need = loadLater(past, minute, boot + minutes, tuning) + spare;
    let least = roundUp(need);
    for (let step = 0; step < minutes; step += 1) least = oneStepBefore(least);
    if (least > (first?.size ?? size)) first = { size: least, need, minutes };
  }
  return first;
}

/** Whether a decrease would turn the direction round. */
function isTurn({ lastIncreaseAtMs, lastDecreaseAtMs }: FleetView): boolean {
  return lastIncreaseAtMs !== null && lastIncreaseAtMs > (lastDecreaseAtMs ?? -1);
}

/** What is left of a decrease that turns the direction round: no trifle, and nothing that is soon to be ordered again. */
function sizeAfterTurn(past: Past, view: FleetView, least: number, tuning: Tuning): number {
  if (isTrifle(least, view)) return view.size;
  const minute = past.memory.doubles[MINUTE] ?? -1;
  const { margin } = figuresOf(past.memory, minute);
  const span = { bootMinutes: bootMinutes(past.memory), minutes: LATER_MINUTES, enough: view.size - margin };
  const later = roundUp(largestLoadLater(past, minute, span, tuning) + margin);
  const size = Math.min(view.size, Math.max(least, later));
  return isTrifle(size, view) ? view.size : size;
}

function needOf({ singles }: Memory, minute: number, marginShare: number): number {
  const at = forecastAt(minute);
  return (singles[at + Forecast.expected] ?? 0) + marginShare * (singles[at + Forecast.margin] ?? 0);
}

/** What the forecasts of the minutes that are still to come, or have just come, need at most. */
function largestNeed(memory: Memory, minute: number, boot: number, { keepShare }: Tuning): number {
  let largest = 0;
  for (let of = minute; of > minute - releaseMinutes(boot); of -= 1) {
    const need = needOf(memory, of, keepShare);
    // Not Math.max: minutes that nothing is known of are NaN and count for nothing.
    if (need > largest) largest = need;
  }
  return largest;
}

/** The size up to which instances are booting, or have served for less than six minutes. */
function youngSize({ singles }: Memory, minute: number, boot: number): number {
  let largest = 0;
  for (let of = minute; of > minute - boot - KEEP_MINUTES; of -= 1) {
    const size = singles[sizeAt(of)] ?? 0;
    if (size > (singles[sizeAt(of - 1)] ?? 0) && size > largest) largest = size;
  }
  return largest;
}

/** In instances: the load expected when an order would serve, and what is kept spare for its error. */
function figuresOf({ singles }: Memory, minute: number): { readonly forecast: number; readonly margin: number } {
  const at = forecastAt(minute);
  return { forecast: singles[at + Forecast.expected] ?? 0, margin: singles[at + Forecast.margin] ?? 0 };
}

function tell(
  { singles }: Memory,
  { forecast, margin }: ReturnType<typeof figuresOf>,
  { boot, floor }: { boot: number; floor: number },
): string {
  const outage = floor > 0 ? `, holds ${formatFigure(floor)} for the end of an outage` : '';
  return `load ${formatFigure(singles[LOAD] ?? 0)}, in ${boot} min ${formatFigure(forecast)} and a margin of ${formatFigure(margin)}${outage}`;
}

function isTrifle(size: number, { size: present, nowMs, lastDecreaseAtMs }: FleetView): boolean {
  return lastDecreaseAtMs !== null && nowMs - lastDecreaseAtMs < TURN_MS && present - size < TURN_SHARE * present;
}
