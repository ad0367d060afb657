import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/** Attributes by name, as DynamoDB has them. */
export type Attributes = Record<string, AttributeValue>;

/**
 * The attributes of an item; what is undefined is left out. Items of ours hold text, numbers, flags, bytes, nulls, lists
 * and maps: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html
 *
 * @throws `TypeError` for a value that no attribute can hold
 */
export function toAttributes(item: object): Attributes {
  const attributes: Attributes = {};
  for (const [name, value] of Object.entries(item)) {
    if (value !== undefined) attributes[name] = toAttribute(value, name);
  }
  return attributes;
}

function toAttribute(value: unknown, name: string): AttributeValue {
  switch (typeof value) {
    case 'string':
      return { S: value };
    case 'number':
      if (!Number.isFinite(value) || Math.abs(value) > Number.MAX_SAFE_INTEGER) throw misfit(name, value);
      return { N: String(value) };
    case 'boolean':
      return { BOOL: value };
    case 'object':
      if (value === null) return { NULL: true };
      if (value instanceof Uint8Array) return { B: value };
      if (Array.isArray(value)) return { L: value.filter(isDefined).map((each) => toAttribute(each, name)) };
      if (isPlain(value)) return { M: toAttributes(value) };
      throw misfit(name, value);
    default:
      throw misfit(name, value);
  }
}

/**
 * The values of attributes.
 *
 * @throws `TypeError` for a set: items of ours have none
 */
export function fromAttributes(attributes: Attributes): Record<string, unknown> {
  const item: Record<string, unknown> = {};
  for (const [name, attribute] of Object.entries(attributes)) item[name] = fromAttribute(attribute, name);
  return item;
}

function fromAttribute(attribute: AttributeValue, name: string): unknown {
  if (attribute.S !== undefined) return attribute.S;
  if (attribute.N !== undefined) return Number(attribute.N);
  if (attribute.M !== undefined) return fromAttributes(attribute.M);
  if (attribute.L !== undefined) return attribute.L.map((each) => fromAttribute(each, name));
  if (attribute.BOOL !== undefined) return attribute.BOOL;
  if (attribute.B !== undefined) return attribute.B;
  if (attribute.NULL !== undefined) return null;
  throw new TypeError(`attribute ${name} is of type ${Object.keys(attribute).join()}, which is not read here`);
}

const isDefined = (value: unknown): boolean => value !== undefined;

const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
};

const misfit = (name: string, value: unknown): TypeError =>
  new TypeError(`attribute ${name} would hold ${String(value)}, which DynamoDB has no value for`);
