import { InvalidArgumentError } from 'commander';
import { isDate } from '../core/blueprint/schedule-schema.ts';

/* What option values may be; commander tells the option beside the sentence. */

/** The start of a minute, in milliseconds since 1970. */
export const instant = (text: string): number => {
  const ms = msOf(text);
  if (Number.isNaN(ms) || ms % 60_000 !== 0) {
    throw new InvalidArgumentError(`found ${text}, must be the start of a minute such as 2026-01-05T00:00:00Z.`);
  }
  return ms;
};

/** An instant, or the time that a clock shows in a zone which is not known yet. */
export type Moment = { readonly atMs: number } | { readonly local: string };

/** Any instant: in UTC or with an offset, or by the clock of a zone when it has neither; as reports and logs show it, with a blank or a T. */
export const moment = (text: string): Moment => {
  const written = text.replace(/^(\d{4}-\d\d-\d\d) /, '$1T');
  const atMs = msOf(written);
  if (!Number.isNaN(atMs)) return { atMs };
  if (/T\d\d:\d\d(:\d\d)?$/.test(written) && !Number.isNaN(msOf(`${written}Z`))) return { local: written };
  throw new InvalidArgumentError(
    `found ${text}, must be an instant such as 2026-01-05T10:30:00Z, or a local time such as 2026-01-05T11:30.`,
  );
};

const HOURS_MAX = 8_760;

/** Hours that are a whole number of minutes, up to a year. */
export const hours = (text: string): number => {
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0 || value > HOURS_MAX || !Number.isInteger(value * 60)) {
    throw new InvalidArgumentError(
      `found ${text}, must be more than 0, at most ${HOURS_MAX} (a year), and a whole number of minutes.`,
    );
  }
  return value;
};

/** The name of a folder. */
export const folderName = (text: string): string => {
  if (text.trim() === '') throw new InvalidArgumentError('found nothing, must be the name of a folder.');
  return text;
};

/** A whole number of at least 0. */
export const natural = (text: string): number => {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0)
    throw new InvalidArgumentError(`found ${text}, must be a whole number of at least 0.`);
  return value;
};

/** A share above 0 and at most 1. */
export const share = (text: string): number => {
  const value = Number(text);
  if (!(value > 0 && value <= 1))
    throw new InvalidArgumentError(`found ${text}, must be a share above 0 and at most 1, such as 0.6.`);
  return value;
};

/** A number above 0. */
export const positive = (text: string): number => {
  const value = Number(text);
  if (!(value > 0 && Number.isFinite(value)))
    throw new InvalidArgumentError(`found ${text}, must be a number above 0.`);
  return value;
};

/** A whole number within bounds. */
export const wholeBetween =
  (min: number, max: number) =>
  (text: string): number => {
    const value = Number(text);
    if (!Number.isInteger(value) || value < min || value > max)
      throw new InvalidArgumentError(`found ${text}, must be a whole number from ${min} to ${max}.`);
    return value;
  };

/** How many times as fast as real time. */
export const speed = (text: string): number => {
  const value = Number(text);
  if (!(value >= 0.01 && value <= 10_000)) throw new InvalidArgumentError(`found ${text}, must be 0.01 to 10000.`);
  return value;
};

/** NaN for what is no instant with a zone; `Date.parse` takes a 30th of February for the 2nd of March. */
const msOf = (text: string): number =>
  /^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:\d\d)$/.test(text) && isDate(text.slice(0, 10)) ? Date.parse(text) : Number.NaN;
