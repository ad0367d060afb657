import { isJsonObject } from './value-test.ts';

/**
 * An event as patterns see it: `{"a.b": 1}` is `{"a": {"b": 1}}`, for EventBridge joins the keys of a path with dots
 * before it compares. The event itself where no key has a dot, which is the common case.
 */
export const expandDottedKeys = (event: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  hasDottedKey(event) ? (expand(event) as Readonly<Record<string, unknown>>) : event;

const hasDottedKey = (value: unknown): boolean => {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.some(hasDottedKey);
  for (const key in value) {
    if (key.includes('.') || hasDottedKey((value as Readonly<Record<string, unknown>>)[key])) return true;
  }
  return false;
};

const expand = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(expand);
  if (!isJsonObject(value)) return value;
  const expanded: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) {
    const [first = '', ...steps] = key.split('.');
    const nested = steps.reduceRight<unknown>((inner, step) => ({ [step]: inner }), expand(item));
    expanded[first] = first in expanded ? join(expanded[first], nested) : nested;
  }
  return expanded;
};

/** Two values at one path: both can match, as in a list; objects are joined. */
const join = (left: unknown, right: unknown): unknown => {
  if (!isJsonObject(left) || !isJsonObject(right)) return [left, right].flat();
  const joined: Record<string, unknown> = { ...left };
  for (const [key, item] of Object.entries(right)) joined[key] = key in joined ? join(joined[key], item) : item;
  return joined;
};
