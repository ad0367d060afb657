/** Thrown where the library should decide. */
export const FALL_BACK: unique symbol = Symbol('fall back');

/** JSONata's boolean of a scalar: https://docs.jsonata.org/boolean-functions */
export const isTrue = (value: unknown): boolean => {
  if (typeof value === 'boolean') return value;
  if (value === undefined || value === null) return false;
  if (typeof value === 'string') return value.length > 0;
  if (typeof value === 'number') return value !== 0;
  throw FALL_BACK;
};

/** JSONata's text of a scalar, where it is the same as JavaScript's: numbers are rounded to 15 digits by JSONata. */
export const textOf = (value: unknown): string => {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number' && Number.isInteger(value) && Math.abs(value) < 1e15) return String(value);
  throw FALL_BACK;
};
