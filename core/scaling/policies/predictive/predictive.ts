import type { TargetTrackingSpec } from '../../../blueprint/model.ts';
import { formatFigure, formatShare } from '../../format-figures.ts';
import type { FleetView, OpenedPolicy, PolicyRun, Tick, Want } from '../../policy.ts';
import { roundUp } from '../../round-up.ts';
import { targetTracking } from '../target-tracking.ts';
import { addMinute, forecastHours, minutesKept, noLoads } from './hourly-loads.ts';
import { type PredictiveState, packPredictiveState, unpackPredictiveState } from './predictive-state.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
/** A forecast each six hours, once there is a day of history. */
const FORECAST_EACH_MS = 6 * HOUR_MS;
const HISTORY_MINUTES_MIN = 24 * 60;
/** The forecast is asked for the hour that it will be then: what is launched now serves by then. */
const AHEAD_MS = 5 * MINUTE_MS;

/**
 * An emulation of EC2's predictive scaling together with target tracking: the larger of the two wants. The vendor's
 * model is unpublished; what is published is that it learns from up to 14 days, forecasts the next 48 hours by the
 * hour, and renews the forecast each six hours:
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/predictive-scaling-policy-overview.html
 * How it comes from the one to the other is a guess (`forecastHours`).
 *
 * @param packed what `pack` gave; null: begins
 */
export function predictive(spec: TargetTrackingSpec, packed: Uint8Array | null): OpenedPolicy {
  const state = unpackPredictiveState(packed, (inner) => targetTracking(spec, inner).run);
  if (state !== null) return { run: runFrom(spec, state), isRestarted: false };
  const forecast = { fromHour: 0, loads: new Float32Array() };
  const begun = { inner: targetTracking(spec, null).run, loads: noLoads, forecast };
  return { run: runFrom(spec, begun), isRestarted: packed !== null };
}

function runFrom(spec: TargetTrackingSpec, state: PredictiveState): PolicyRun {
  return {
    observe: (tick) => runFrom(spec, observe(state, tick)),
    want: (view) => wantOf(spec, state, view),
    pack: () => packPredictiveState(state),
  };
}

function observe({ inner, loads: before, forecast }: PredictiveState, tick: Tick): PredictiveState {
  const loads = addMinute(before, tick.minuteMs, tick.isComplete ? tick.load : null);
  const isDue = (tick.minuteMs + MINUTE_MS) % FORECAST_EACH_MS === 0 && minutesKept(loads) >= HISTORY_MINUTES_MIN;
  return {
    inner: inner.observe(tick),
    loads,
    forecast: isDue ? { fromHour: loads.hour, loads: forecastHours(loads) } : forecast,
  };
}

function wantOf({ target }: TargetTrackingSpec, { inner, forecast }: PredictiveState, view: FleetView): Want {
  const want = inner.want(view);
  const expected = forecast.loads[Math.floor((view.nowMs + AHEAD_MS) / HOUR_MS) - forecast.fromHour];
  if (expected === undefined || Number.isNaN(expected)) return want;
  const size = roundUp(expected / target);
  if (size <= want.size) return { ...want, figures: { forecast: expected } };
  const text = `a forecast of ${formatFigure(expected)} instances at ${formatShare(target)} wants ${size}`;
  const reason = size > view.size ? 'load-above-target' : size < view.size ? 'load-below-target' : 'keep';
  return { size, reason, text, figures: { forecast: expected } };
}
