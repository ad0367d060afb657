import type * as z from 'zod';

/** Parses a value once, as long as it is the very same: what comes of it must not be changed by anybody. */
export const parseOnce = <Parsed>(schema: z.ZodType<Parsed>): ((value: object) => Parsed) => {
  const known = new WeakMap<object, Parsed>();
  return (value) => {
    const before = known.get(value);
    if (before !== undefined) return before;
    const parsed = schema.parse(value);
    known.set(value, parsed);
    return parsed;
  };
};
