import type { Tick } from '../../policy.ts';
import { errorFeatures, expectedError, followError, learnError, startErrors } from './estimate-error.ts';
import { compareLevels, driftFeatures, expectedLoad, followLoad, learnDrift, startForecast } from './forecast-load.ts';
import { bootMinutes, learnBootTime, startBootTime } from './learn-boot-time.ts';
import {
  copyMemory,
  DRIFT_FEATURES,
  driftFeaturesOf,
  errorFeaturesOf,
  Forecast,
  featuresAt,
  forecastAt,
  forgetMinute,
  HOUR_ERROR_SUMS,
  HOUR_LOADS,
  IS_BLIND,
  LOAD,
  type Memory,
  MINUTE,
  RING_MINUTES,
  sizeAt,
} from './memory.ts';
import type { Past } from './recall-load.ts';
import { agreedMargin, rehearseMargins } from './rehearse-margins.ts';
import { ERROR_MINUTES, HOUR_ERRORS, HOUR_MINUTES, hourFrom, rememberHour } from './season.ts';
import type { Tuning } from './settings.ts';
import { outagePatience, watchForOutage } from './survive-outage.ts';

const MINUTE_MS = 60_000;
/** In instances, as many as a tier may have. A metric that went wrong tells of more, which half precision would take for infinite for good. */
const LOAD_MAX = 10_000;

/** Take one minute in and look ahead from its end. Minutes that are not after the last one change nothing. */
export function foresee(past: Past, seen: Tick, tuning: Tuning): Past {
  const tick = (seen.load ?? 0) > LOAD_MAX ? { ...seen, load: LOAD_MAX } : seen;
  const minute = Math.floor(tick.minuteMs / MINUTE_MS);
  const last = past.memory.doubles[MINUTE] ?? -1;
  if (minute <= last || (last < 0 && tick.load === null)) return past;
  let now: Past = { memory: copyMemory(past.memory), season: past.season };
  if (last < 0) begin(now.memory, minute, tick.load ?? 0);
  else
    for (let missed = Math.max(last + 1, minute - RING_MINUTES); missed < minute; missed += 1) now = enter(now, missed);
  now = enter(now, minute);
  const { memory } = now;
  if (tick.size !== undefined) {
    memory.singles[sizeAt(minute)] = tick.size;
    learnBootTime(memory, minute, tick.ready);
  }
  const boot = bootMinutes(memory);
  const load = watchForOutage(now, minute, knownLoad(memory, tick), outagePatience(boot, tuning.price));
  if (load !== null && tick.isComplete) {
    rehearseMargins(memory, minute, { load, bootMinutes: boot }, tuning);
    learn(memory, minute, { load, boot }, tuning);
    memory.singles[HOUR_LOADS + (minute % HOUR_MINUTES)] = Math.f16round(load);
  }
  if (load !== null) followLoad(memory, load);
  memory.singles[IS_BLIND] = load === null || !tick.isComplete ? 1 : 0;
  lookAhead(now, minute, boot, tuning);
  return now;
}

/** An incomplete load is a lower bound: it counts when it is more than what was known. */
function knownLoad({ singles }: Memory, { load, isComplete }: Tick): number | null {
  if (load === null || isComplete) return load;
  return load > (singles[LOAD] ?? 0) ? load : null;
}

function begin(memory: Memory, minute: number, load: number): void {
  memory.doubles[MINUTE] = minute - 1;
  memory.singles.fill(Number.NaN, HOUR_LOADS, HOUR_LOADS + HOUR_MINUTES + HOUR_ERRORS);
  for (let at = 0; at < RING_MINUTES; at += 1) forgetMinute(memory, at);
  startBootTime(memory);
  startForecast(memory, load);
  startErrors(memory, load);
}

/** Begin a minute of which nothing is known yet; the first of an hour puts the hour before it away. */
function enter({ memory, season }: Past, minute: number): Past {
  const { doubles, singles } = memory;
  const last = doubles[MINUTE] ?? 0;
  doubles[MINUTE] = minute;
  forgetMinute(memory, minute);
  const hour = Math.floor(last / HOUR_MINUTES);
  if (Math.floor(minute / HOUR_MINUTES) === hour) return { memory, season };
  const loads = singles.slice(HOUR_LOADS, HOUR_LOADS + HOUR_MINUTES);
  const errors = singles.slice(HOUR_ERROR_SUMS, HOUR_ERROR_SUMS + HOUR_ERRORS);
  singles.fill(Number.NaN, HOUR_LOADS, HOUR_LOADS + HOUR_MINUTES + HOUR_ERRORS);
  const past = { memory, season: rememberHour(season, hourFrom(hour, loads, errors)) };
  compareLevels(past, minute);
  return past;
}

/** Compare what was foretold for this minute with what came. */
function learn(memory: Memory, minute: number, { load, boot }: { load: number; boot: number }, tuning: Tuning): void {
  const { singles } = memory;
  const then = minute - boot - 1;
  const at = forecastAt(then);
  const base = singles[at + Forecast.load] ?? Number.NaN;
  if (Number.isNaN(base)) return;
  const expected = singles[at + Forecast.expected] ?? 0;
  const swift = singles[at + Forecast.swift] ?? 0;
  const error = load - expected;
  learnDrift(memory, driftFeaturesOf(memory, then), { change: load - base, error }, tuning);
  learnError(memory, { stored: errorFeaturesOf(memory, then), expected, load: base, swift }, error, tuning);
  followError(memory, error);
  const five = HOUR_ERROR_SUMS + Math.floor((minute % HOUR_MINUTES) / ERROR_MINUTES);
  const sum = singles[five] ?? Number.NaN;
  singles[five] = (Number.isNaN(sum) ? 0 : sum) + Math.abs(error) / ERROR_MINUTES;
}

function lookAhead(past: Past, minute: number, boot: number, tuning: Tuning): void {
  const { memory } = past;
  const { halves, singles } = memory;
  const drift = driftFeatures(past, minute + 1, boot);
  const stored = errorFeatures(past, minute + 1, boot);
  halves.set(drift, featuresAt(minute));
  halves.set(stored, featuresAt(minute) + DRIFT_FEATURES);
  const expected = expectedLoad(memory, drift, tuning);
  const error = expectedError(memory, stored, expected);
  const at = forecastAt(minute);
  singles[at + Forecast.load] = singles[IS_BLIND] === 1 ? Number.NaN : (singles[LOAD] ?? 0);
  singles[at + Forecast.expected] = expected;
  singles[at + Forecast.swift] = error.swift;
  singles[at + Forecast.steady] = error.steady;
  singles[at + Forecast.slow] = error.slow;
  singles[at + Forecast.margin] = agreedMargin(memory, minute, tuning);
}
