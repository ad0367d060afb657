import type { Tick } from '../policy.ts';

/**
 * What a policy that waits for consecutive breaching minutes has to remember, as a CloudWatch alarm with M of M
 * datapoints does: how long utilisation has been above one threshold and below another, and the last minute.
 */
export interface BreachRecord {
  /** Start of the last minute taken in; -1 before the first. */
  readonly minuteMs: number;
  readonly minutesAbove: number;
  readonly minutesBelow: number;
  /** Load of the last minute in instances; NaN when it was unknown. */
  readonly load: number;
  readonly ready: number;
}

/** Before the first minute. */
export const noBreach: BreachRecord = { minuteMs: -1, minutesAbove: 0, minutesBelow: 0, load: Number.NaN, ready: 0 };

const MINUTE_MS = 60_000;
/** Counts stop here: no policy asks for more minutes than a day has. */
const MINUTES_MAX = 65_535;

/**
 * Take one minute in. An unknown minute, or one left out, ends both series; an incomplete one can only continue the
 * series above, for its load is a lower bound (spec S3).
 */
export function recordBreach(
  record: BreachRecord,
  tick: Tick,
  isAbove: (utilisation: number) => boolean,
  isBelow: (utilisation: number) => boolean,
): BreachRecord {
  const follows = tick.minuteMs === record.minuteMs + MINUTE_MS;
  const load = tick.load ?? Number.NaN;
  const used = utilisation(load, tick.ready);
  return {
    minuteMs: tick.minuteMs,
    minutesAbove: isAbove(used) ? Math.min(MINUTES_MAX, (follows ? record.minutesAbove : 0) + 1) : 0,
    minutesBelow: tick.isComplete && isBelow(used) ? Math.min(MINUTES_MAX, (follows ? record.minutesBelow : 0) + 1) : 0,
    load,
    ready: tick.ready,
  };
}

/** Share of the ready instances' capacity; infinite when there is load and nobody ready, NaN (neither above nor below anything) when unknown. */
export function utilisation(load: number, ready: number): number {
  return load === 0 ? 0 : load / ready;
}

const BYTES = 30;

/** Pack behind the schema version and the kind of the policy that owns the record. */
export function packBreachRecord(record: BreachRecord, schemaVersion: number, kind: number): Uint8Array {
  const bytes = new Uint8Array(BYTES);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, schemaVersion);
  view.setUint8(1, kind);
  view.setFloat64(2, record.minuteMs);
  view.setUint16(10, record.minutesAbove);
  view.setUint16(12, record.minutesBelow);
  view.setFloat64(14, record.load);
  view.setFloat64(22, record.ready);
  return bytes;
}

/** The record as it was packed. From another schema version or another policy, or from nothing, it is an empty one. */
export function unpackBreachRecord(bytes: Uint8Array | null, schemaVersion: number, kind: number): BreachRecord {
  if (bytes?.length !== BYTES || bytes[0] !== schemaVersion || bytes[1] !== kind) return noBreach;
  const view = new DataView(bytes.buffer, bytes.byteOffset, BYTES);
  return {
    minuteMs: view.getFloat64(2),
    minutesAbove: view.getUint16(10),
    minutesBelow: view.getUint16(12),
    load: view.getFloat64(14),
    ready: view.getFloat64(22),
  };
}
