import type { Environment } from '../model.ts';
import { FALL_BACK, isTrue, textOf } from './fast-values.ts';

export type FastFunction = (environment: Environment, left: unknown, right: unknown) => unknown;

const number = (value: unknown): number => {
  if (typeof value !== 'number') throw FALL_BACK;
  return value;
};

const finite = (value: number): number => {
  if (!Number.isFinite(value)) throw FALL_BACK;
  return value;
};

/** Both numbers or both strings; anything else is an error that the library words. */
const ordered = (left: unknown, right: unknown): readonly [number | string, number | string] => {
  const isComparable = typeof left === 'number' || typeof left === 'string';
  if (!isComparable || typeof left !== typeof right) throw FALL_BACK;
  return [left, right as number | string];
};

const equal = (left: unknown, right: unknown): boolean => {
  if (typeof left === 'object' && left !== null && typeof right === 'object' && right !== null) throw FALL_BACK;
  return left === right;
};

const parseNumber = (value: unknown): number => {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || !/^-?(0|[1-9]\d*)(\.\d+)?$/.test(value)) throw FALL_BACK;
  return finite(Number(value));
};

const parseInstant = (value: unknown): number => {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z$/.test(value)) throw FALL_BACK;
  return finite(Date.parse(value));
};

const compare = (
  left: unknown,
  right: unknown,
  relation: (a: number | string, b: number | string) => boolean,
): boolean => {
  const [a, b] = ordered(left, right);
  return relation(a, b);
};

const FUNCTIONS: Readonly<Record<string, FastFunction>> = {
  'operator =': (_, left, right) => left !== undefined && right !== undefined && equal(left, right),
  'operator !=': (_, left, right) => left !== undefined && right !== undefined && !equal(left, right),
  'operator <': (_, left, right) => compare(left, right, (a, b) => a < b),
  'operator <=': (_, left, right) => compare(left, right, (a, b) => a <= b),
  'operator >': (_, left, right) => compare(left, right, (a, b) => a > b),
  'operator >=': (_, left, right) => compare(left, right, (a, b) => a >= b),
  'operator +': (_, left, right) => finite(number(left) + number(right)),
  'operator -': (_, left, right) => finite(number(left) - number(right)),
  'operator *': (_, left, right) => finite(number(left) * number(right)),
  'operator /': (_, left, right) => finite(number(left) / number(right)),
  'operator %': (_, left, right) => finite(number(left) % number(right)),
  'operator &': (_, left, right) =>
    `${left === undefined ? '' : textOf(left)}${right === undefined ? '' : textOf(right)}`,
  'not/1': (_, value) => {
    if (value === undefined) throw FALL_BACK;
    return !isTrue(value);
  },
  'exists/1': (_, value) => value !== undefined,
  'string/1': (_, value) => textOf(value),
  'number/1': (_, value) => parseNumber(value),
  'toMillis/1': (_, value) => parseInstant(value),
  'millis/0': ({ nowMs }) => nowMs(),
  'now/0': ({ nowMs }) => new Date(nowMs()).toISOString(),
};

/** The operator (`operator =`) or function with its number of arguments (`not/1`); undefined when it is not simple. */
export const fastFunction = (name: string): FastFunction | undefined =>
  Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
