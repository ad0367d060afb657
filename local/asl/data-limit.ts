import { StatesError } from './states-error.ts';

/** Bytes of UTF-8 that one state may hand on: https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
export const MAXIMUM_DATA_BYTES = 262_144;

/** Whether a value's JSON is over the limit. An upper bound settles nearly all cases without serializing. */
export const isOverDataLimit = (value: unknown): boolean =>
  boundBytes(value, MAXIMUM_DATA_BYTES) <= 0 && Buffer.byteLength(JSON.stringify(value) ?? '') > MAXIMUM_DATA_BYTES;

export const dataLimitError = (subject: string, isTerminal: boolean): StatesError =>
  new StatesError(
    'States.DataLimitExceeded',
    `The state/task '${subject}' returned a result with a size exceeding the maximum number of bytes service limit.`,
    { isTerminal },
  );

const CHARACTER_BYTES = 6;
const SCALAR_BYTES = 26;

/** What is left of a budget of bytes after a value, at worst; stops as soon as nothing is left. */
const boundBytes = (value: unknown, budget: number): number => {
  if (typeof value === 'string') return budget - value.length * CHARACTER_BYTES - 2;
  if (typeof value !== 'object' || value === null) return budget - SCALAR_BYTES;
  let left = budget - 2;
  if (Array.isArray(value)) {
    for (const item of value) {
      left = boundBytes(item, left - 1);
      if (left <= 0) return left;
    }
    return left;
  }
  for (const key in value) {
    left = boundBytes((value as Record<string, unknown>)[key], left - key.length * CHARACTER_BYTES - 4);
    if (left <= 0) return left;
  }
  return left;
};
