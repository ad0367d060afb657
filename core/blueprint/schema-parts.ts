import * as z from 'zod';

/*
 * The leaves of the blueprint's schema. Each carries one sentence of what is allowed, whatever is wrong with the value:
 * the message of an issue is always that sentence, and the one of an unknown key is the list of the known ones.
 */

export const wholeNumber = (description: string, min: number, max?: number): z.ZodNumber => {
  const error = `must be a whole number ${range(min, max)}`;
  const number = z.int({ error }).min(min, { error }).describe(description);
  return max === undefined ? number : number.max(max, { error }).describe(description);
};

export const positiveNumber = (description: string, max?: number): z.ZodNumber => {
  const error = max === undefined ? 'must be a number above 0' : `must be a number above 0 and at most ${max}`;
  const number = z.number({ error }).positive({ error }).describe(description);
  return max === undefined ? number : number.max(max, { error }).describe(description);
};

/** Of unserved load; at 1 or less it would never be worth an instance. */
export const price = (description: string): z.ZodNumber => {
  const error = 'must be a number above 1';
  return z.number({ error }).gt(1, { error }).describe(description);
};

/** `hasZero`: whether 0 itself is allowed. */
export const share = (description: string, hasZero = false): z.ZodNumber => {
  const error = hasZero ? 'must be a share from 0 to 1' : 'must be a share above 0 and at most 1';
  const number = z.number({ error }).max(1, { error });
  return (hasZero ? number.min(0, { error }) : number.gt(0, { error })).describe(description);
};

export const text = (description: string, pattern: RegExp, allowed: string): z.ZodString =>
  z.string({ error: allowed }).regex(pattern, { error: allowed, abort: true }).describe(description);

export const flag = (description: string): z.ZodBoolean =>
  z.boolean({ error: 'must be true or false' }).describe(description);

export const oneOf = <const Words extends readonly [string, ...string[]]>(
  description: string,
  words: Words,
): z.ZodEnum<{ [Word in Words[number]]: Word }> => z.enum(words, { error: wordsAllowed(words) }).describe(description);

/** A mapping with these keys and no others. */
export const mapping = <Shape extends z.core.$ZodLooseShape>(
  description: string,
  shape: Shape,
): z.ZodObject<Shape, z.core.$strict> => {
  const keys = Object.keys(shape).join(', ');
  const error: z.core.$ZodErrorMap = (issue) =>
    issue.code === 'unrecognized_keys' ? keys : `must be a mapping of ${keys}`;
  return z.strictObject(shape, { error }).describe(description);
};

const idPattern: RegExp = /^[a-z](?:[a-z0-9]|-(?=[a-z0-9])){0,39}$/;

const idAllowed = 'must be lower-case letters, digits and single hyphens, beginning with a letter, at most 40';

/** A name that is defined elsewhere in the blueprint. Whether it is, the *-problems.ts beside say. */
export const idName = (description: string): z.ZodString => text(description, /\S/, 'must be a name');

/** A mapping from names of one's own to values of one kind. */
export const named = <Value extends z.ZodType>(description: string, value: Value): z.ZodRecord<z.ZodString, Value> =>
  z
    .record(text('A name of your own.', idPattern, idAllowed), value, {
      error: (issue) => (issue.code === 'invalid_key' ? idAllowed : 'must be a mapping of names to their settings'),
    })
    .describe(description);

/** At least one: an empty list would say nothing, and never means all. */
export const list = <Item extends z.ZodType>(description: string, item: Item): z.ZodArray<Item> => {
  const error = 'must be a list of at least one';
  return z.array(item, { error }).min(1, { error }).describe(description);
};

const wordsAllowed = (words: readonly string[]): string =>
  words.length === 1 ? `must be ${words[0]}` : `must be ${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;

const range = (min: number, max: number | undefined): string =>
  max === undefined ? `of at least ${min}` : `from ${min} to ${max}`;
