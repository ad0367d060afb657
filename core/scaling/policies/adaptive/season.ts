import { placeInRing } from './place-in-ring.ts';

/**
 * What the same minute of other hours, days and weeks was like: the load of each minute of the last two weeks and
 * the error of the forecast in each five minutes, by the hour.
 *
 * Hours are values: a finished one never changes, and taking one in copies only the list of hours. Numbers are kept
 * at half precision (11 bits), which is finer than one request in a thousand.
 */
export interface Season {
  /** Each of `HOURS` places holds an hour whose number has that remainder. */
  readonly hours: readonly (Hour | null)[];
  /** Number of the newest hour since 1970; -1 when there is none. */
  readonly newest: number;
  /** All of it as it is packed, where that is known. */
  readonly packed: Uint8Array | null;
}

export interface Hour {
  /** Hours since 1970. */
  readonly number: number;
  /** Instances, one value a minute; NaN where unknown. */
  readonly loads: Float32Array;
  /** Instances, one mean absolute error for each five minutes; NaN where unknown. */
  readonly errors: Float32Array;
  /** The sum and the number of the known loads before each minute, and before the end. */
  readonly sums: Float64Array;
  readonly counts: Uint8Array;
  /** Mean of the known loads; NaN when there are none. */
  readonly mean: number;
  /** The largest known load; 0 when there are none. */
  readonly largest: number;
  /** As it is packed. */
  readonly packed: Uint8Array;
}

export const HOUR_MINUTES = 60;
export const ERROR_MINUTES = 5;
export const HOUR_ERRORS = HOUR_MINUTES / ERROR_MINUTES;
/** Two weeks, and what a forecast looks ahead from there. */
const HOURS = 14 * 24 + 2;
const SCHEMA_VERSION = 1;
const KIND = 17;
const HEAD_BYTES = 4;
const HOUR_BYTES = 4 + 2 * (HOUR_MINUTES + HOUR_ERRORS);

export const noSeason: Season = { hours: new Array<Hour | null>(HOURS).fill(null), newest: -1, packed: null };

/** The hour of these minutes, at the precision in which it is stored. */
export function hourFrom(number: number, loads: Float32Array, errors: Float32Array): Hour {
  const packed = new Uint8Array(HOUR_BYTES);
  const view = new DataView(packed.buffer);
  view.setUint32(0, number);
  let at = 4;
  for (const values of [loads, errors]) {
    for (const value of values) {
      view.setFloat16(at, value);
      at += 2;
    }
  }
  return readHour(packed);
}

function readHour(packed: Uint8Array): Hour {
  const view = new DataView(packed.buffer, packed.byteOffset, HOUR_BYTES);
  const loads = readHalves(view, 4, HOUR_MINUTES);
  const errors = readHalves(view, 4 + 2 * HOUR_MINUTES, HOUR_ERRORS);
  const sums = new Float64Array(HOUR_MINUTES + 1);
  const counts = new Uint8Array(HOUR_MINUTES + 1);
  let largest = 0;
  for (let at = 0; at < HOUR_MINUTES; at += 1) {
    const load = loads[at] ?? Number.NaN;
    const isKnown = !Number.isNaN(load);
    sums[at + 1] = (sums[at] ?? 0) + (isKnown ? load : 0);
    counts[at + 1] = (counts[at] ?? 0) + (isKnown ? 1 : 0);
    if (load > largest) largest = load;
  }
  const mean = (sums[HOUR_MINUTES] ?? 0) / (counts[HOUR_MINUTES] ?? 0);
  return { number: view.getUint32(0), loads, errors, sums, counts, mean, largest, packed };
}

function readHalves(view: DataView, from: number, count: number): Float32Array {
  const values = new Float32Array(count);
  for (let at = 0; at < count; at += 1) values[at] = view.getFloat16(from + 2 * at);
  return values;
}

/** The season with one more hour, in place of the one two weeks before it. */
export function rememberHour({ hours, packed }: Season, hour: Hour): Season {
  const place = placeInRing(hour.number, HOURS);
  return { hours: hours.with(place, hour), newest: hour.number, packed: packed && replaceHour(packed, place, hour) };
}

/** The bytes with another hour in this place; null: some hours are lacking, so places are not where they are counted. */
function replaceHour(packed: Uint8Array, place: number, hour: Hour): Uint8Array | null {
  if (packed.length < HEAD_BYTES + HOURS * HOUR_BYTES) return null;
  const bytes = packed.slice();
  bytes.set(hour.packed, HEAD_BYTES + place * HOUR_BYTES);
  return bytes;
}

/** The hour of that number, if it is remembered. */
export function hourOf({ hours }: Season, number: number): Hour | null {
  const hour = hours[placeInRing(number, HOURS)] ?? null;
  return hour?.number === number ? hour : null;
}

/**
 * What bytes stand for that were packed or read before. They are the same for an hour of decisions, and reading them takes as long as
 * fifty decisions do.
 */
const known = new WeakMap<Uint8Array, Season>();

/** At most 60 KB. The bytes are never to be written to. */
export function packSeason(season: Season): Uint8Array {
  const packed = season.packed ?? packHours(season.hours.filter((hour) => hour !== null));
  known.set(packed, { ...season, packed });
  return packed;
}

function packHours(hours: readonly Hour[]): Uint8Array {
  const bytes = new Uint8Array(HEAD_BYTES + hours.length * HOUR_BYTES);
  bytes[0] = SCHEMA_VERSION;
  bytes[1] = KIND;
  for (const [at, { packed }] of hours.entries()) bytes.set(packed, HEAD_BYTES + at * HOUR_BYTES);
  return bytes;
}

/** The season as it was packed; null: by another schema version or another policy. */
export function unpackSeason(bytes: Uint8Array): Season | null {
  const season = known.get(bytes);
  if (season !== undefined) return season;
  const read = readSeason(bytes);
  if (read !== null) known.set(bytes, read);
  return read;
}

function readSeason(bytes: Uint8Array): Season | null {
  const isOurs = bytes[0] === SCHEMA_VERSION && bytes[1] === KIND;
  if (!isOurs || (bytes.length - HEAD_BYTES) % HOUR_BYTES !== 0) return null;
  const hours = [...noSeason.hours];
  let newest = -1;
  for (let at = HEAD_BYTES; at < bytes.length; at += HOUR_BYTES) {
    const hour = readHour(bytes.subarray(at, at + HOUR_BYTES));
    hours[placeInRing(hour.number, HOURS)] = hour;
    newest = Math.max(newest, hour.number);
  }
  return { hours, newest, packed: bytes };
}
