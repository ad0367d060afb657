import type { PolicyRun } from '../../policy.ts';
import { HOURS_KEPT, type HourlyLoads } from './hourly-loads.ts';

/** A forecast by the hour, from `fromHour` (hours since 1970) on; empty: none yet. */
export interface HourlyForecast {
  readonly fromHour: number;
  readonly loads: Float32Array;
}

export interface PredictiveState {
  readonly inner: PolicyRun;
  readonly loads: HourlyLoads;
  readonly forecast: HourlyForecast;
}

const SCHEMA_VERSION = 1;
const KIND = 6;
/** Version, kind, minutes of the present hour, hours of forecast; present hour, its sum, first hour of the forecast. */
const HEADER_BYTES = 4 + 3 * 8;
const KEPT_BYTES = HOURS_KEPT * (4 + 1);

/** Pack in under 2 KB: two weeks of hours, the forecast, and behind it whatever the inner policy packs. */
export function packPredictiveState({ inner, loads, forecast }: PredictiveState): Uint8Array {
  const packedInner = inner.pack();
  const innerAt = HEADER_BYTES + KEPT_BYTES + forecast.loads.length * 4;
  const bytes = new Uint8Array(innerAt + packedInner.length);
  const view = new DataView(bytes.buffer);
  bytes.set([SCHEMA_VERSION, KIND, loads.minutes, forecast.loads.length]);
  view.setFloat64(4, loads.hour);
  view.setFloat64(12, loads.sum);
  view.setFloat64(20, forecast.fromHour);
  bytes.set(loads.counts, HEADER_BYTES);
  writeFloats(view, HEADER_BYTES + HOURS_KEPT, loads.means);
  writeFloats(view, HEADER_BYTES + KEPT_BYTES, forecast.loads);
  bytes.set(packedInner, innerAt);
  return bytes;
}

/** The state as it was packed; null: from nothing, another schema version or another policy, or cut off. */
export function unpackPredictiveState(
  packed: Uint8Array | null,
  openInner: (packed: Uint8Array) => PolicyRun,
): PredictiveState | null {
  if (packed === null || packed[0] !== SCHEMA_VERSION || packed[1] !== KIND) return null;
  const [, , minutes = 0, forecastHours = 0] = packed;
  const innerAt = HEADER_BYTES + KEPT_BYTES + forecastHours * 4;
  if (packed.length < innerAt) return null;
  const view = new DataView(packed.buffer, packed.byteOffset, packed.length);
  return {
    inner: openInner(packed.slice(innerAt)),
    loads: {
      hour: view.getFloat64(4),
      sum: view.getFloat64(12),
      minutes,
      counts: packed.slice(HEADER_BYTES, HEADER_BYTES + HOURS_KEPT),
      means: readFloats(view, HEADER_BYTES + HOURS_KEPT, HOURS_KEPT),
    },
    forecast: {
      fromHour: view.getFloat64(20),
      loads: readFloats(view, HEADER_BYTES + KEPT_BYTES, forecastHours),
    },
  };
}

function writeFloats(view: DataView, at: number, values: Float32Array): void {
  for (const [index, value] of values.entries()) view.setFloat32(at + index * 4, value);
}

function readFloats(view: DataView, at: number, length: number): Float32Array {
  return Float32Array.from({ length }, (_, index) => view.getFloat32(at + index * 4));
}
