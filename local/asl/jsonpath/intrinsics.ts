import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Environment, JsonObject } from '../model.ts';
import { seededDraw } from '../seeded-draw.ts';

/** @throws `Error` whose message says what is wrong with the operands */
export type Intrinsic = (operands: readonly unknown[], environment: Environment) => unknown;

const MAXIMUM_RANGE = 1000;
/** What base64 and hashes take. */
const MAXIMUM_CHARACTERS = 10_000;
const HASHES: Readonly<Record<string, string>> = {
  MD5: 'md5',
  'SHA-1': 'sha1',
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
};

const array = (value: unknown): readonly unknown[] => {
  if (Array.isArray(value)) return value;
  throw new Error(`Expected an array, found ${JSON.stringify(value)}`);
};

const text = (value: unknown): string => {
  if (typeof value === 'string') return value;
  throw new Error(`Expected a string, found ${JSON.stringify(value)}`);
};

const limited = (value: string): string => {
  if (value.length <= MAXIMUM_CHARACTERS) return value;
  throw new Error(`Expected at most ${MAXIMUM_CHARACTERS} characters, found ${value.length}`);
};

/** Numbers that are no integers are rounded, as AWS's page says of each function that takes integers. */
const integer = (value: unknown): number => {
  if (typeof value === 'number') return Math.round(value);
  throw new Error(`Expected an integer, found ${JSON.stringify(value)}`);
};

const object = (value: unknown): JsonObject => {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonObject;
  throw new Error(`Expected an object, found ${JSON.stringify(value)}`);
};

/** Replaces each `{}` of a template; `\{`, `\}`, `\\` stand for themselves. */
const format: Intrinsic = ([template, ...values]) => {
  let used = 0;
  const result = text(template).replace(/\\([{}'\\])|\{\}/g, (_token, escaped: string | undefined) => {
    if (escaped !== undefined) return escaped;
    if (used >= values.length)
      throw new Error('The number of {} in the template is greater than that of the arguments');
    const value = values[used++];
    return typeof value === 'string' ? value : JSON.stringify(value);
  });
  if (used < values.length) throw new Error('The number of {} in the template is less than that of the arguments');
  return result;
};

const arrayPartition: Intrinsic = ([items, size]) => {
  const length = integer(size);
  if (length < 1) throw new Error(`Expected a chunk size of at least 1, found ${length}`);
  const all = array(items);
  return Array.from({ length: Math.ceil(all.length / length) }, (_, index) =>
    all.slice(index * length, (index + 1) * length),
  );
};

const arrayRange: Intrinsic = ([first, last, step]) => {
  const [from, to, by] = [integer(first), integer(last), integer(step)];
  if (by === 0) throw new Error('The step of a range cannot be 0');
  const length = Math.max(0, Math.floor((to - from) / by) + 1);
  if (length > MAXIMUM_RANGE) throw new Error(`A range has at most ${MAXIMUM_RANGE} items, asked for ${length}`);
  return Array.from({ length }, (_, index) => from + index * by);
};

const arrayGetItem: Intrinsic = ([items, index]) => {
  const position = integer(index);
  const item = array(items)[position];
  if (item === undefined) throw new Error(`There is no item ${position} in an array of ${array(items).length}`);
  return item;
};

const arrayUnique: Intrinsic = ([items]) => {
  const unique: unknown[] = [];
  for (const item of array(items)) {
    if (!unique.some((seen) => isDeepStrictEqual(seen, item))) unique.push(item);
  }
  return unique;
};

const hash: Intrinsic = ([data, algorithm]) => {
  const name = HASHES[text(algorithm)];
  if (name === undefined) throw new Error(`Expected one of ${Object.keys(HASHES).join(', ')}, found ${algorithm}`);
  return createHash(name)
    .update(limited(typeof data === 'string' ? data : JSON.stringify(data)))
    .digest('hex');
};

/** Only shallow merges are supported, as AWS's page says. */
const jsonMerge: Intrinsic = ([left, right, isDeep]) => {
  if (isDeep !== false) throw new Error('Only shallow merges are supported, the third argument must be false');
  return { ...object(left), ...object(right) };
};

const mathRandom: Intrinsic = ([low, high, seed], { random }) => {
  const [from, to] = [integer(low), integer(high)];
  if (from >= to) throw new Error(`Expected a start before the end, found ${from} and ${to}`);
  const draw = seed === undefined ? random.next() : seededDraw(integer(seed));
  return from + Math.floor(draw * (to - from));
};

/** The separators are single characters, each of which splits. Unverified: that empty pieces are dropped. */
const stringSplit: Intrinsic = ([source, separators]) => {
  const marks = new Set(text(separators));
  const pieces: string[] = [''];
  for (const character of text(source)) {
    if (marks.has(character)) pieces.push('');
    else pieces[pieces.length - 1] += character;
  }
  return pieces.filter((piece) => piece !== '');
};

/** Four characters are three bytes; what is left of the last four may be filled up or not. */
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?$/;

const base64Decode: Intrinsic = ([data]) => {
  const encoded = limited(text(data));
  if (!BASE64.test(encoded)) throw new Error('Expected text in Base64');
  return Buffer.from(encoded, 'base64').toString('utf8');
};

/** A function that takes so many arguments, and no other number of them. */
const taking =
  (least: number, most: number, intrinsic: Intrinsic): Intrinsic =>
  (operands, environment) => {
    if (operands.length >= least && operands.length <= most) return intrinsic(operands, environment);
    const expected = least === most ? `${least}` : `${least} to ${most}`;
    throw new Error(`Expected ${expected} arguments, found ${operands.length}`);
  };

/**
 * https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html
 * That a wrong number of arguments fails like any other mistake, and not when the definition is made, is unverified.
 */
export const INTRINSICS: Readonly<Record<string, Intrinsic>> = {
  'States.Array': (operands) => operands,
  'States.ArrayPartition': taking(2, 2, arrayPartition),
  'States.ArrayContains': taking(2, 2, ([items, item]) =>
    array(items).some((candidate) => isDeepStrictEqual(candidate, item)),
  ),
  'States.ArrayRange': taking(3, 3, arrayRange),
  'States.ArrayGetItem': taking(2, 2, arrayGetItem),
  'States.ArrayLength': taking(1, 1, ([items]) => array(items).length),
  'States.ArrayUnique': taking(1, 1, arrayUnique),
  'States.Base64Encode': taking(1, 1, ([data]) => Buffer.from(limited(text(data)), 'utf8').toString('base64')),
  'States.Base64Decode': taking(1, 1, base64Decode),
  'States.Hash': taking(2, 2, hash),
  'States.JsonMerge': taking(3, 3, jsonMerge),
  'States.StringToJson': taking(1, 1, ([data]) => JSON.parse(text(data))),
  'States.JsonToString': taking(1, 1, ([data]) => JSON.stringify(data)),
  'States.MathRandom': taking(2, 3, mathRandom),
  'States.MathAdd': taking(2, 2, ([left, right]) => integer(left) + integer(right)),
  'States.StringSplit': taking(2, 2, stringSplit),
  'States.UUID': taking(0, 0, (_, { random }) => random.uuid()),
  'States.Format': format,
};
