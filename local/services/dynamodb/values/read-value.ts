import { AwsError } from '../../../kernel.ts';
import { validationError } from '../validation-error.ts';
import { ATTRIBUTE_TYPES, type AttributeType, type AttributeValue, type Item } from './attribute-value.ts';
import { textOfBytes } from './compare-values.ts';
import { normalizeNumber } from './decimal.ts';

/** An attribute of an item is level 1. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html */
const LEVELS_MAX = 32;

/**
 * Read the attributes of a request into values of our own: numbers normalized, binary as bytes (a state machine sends
 * base64 text), nothing shared with the request.
 *
 * @throws `ValidationException` or `SerializationException` in AWS's words
 */
export const readItem = (raw: unknown): Item => readMap(raw, 1);

export const readValue = (raw: unknown): AttributeValue => readNested(raw, 1);

const readMap = (raw: unknown, level: number): Item => {
  if (!isObject(raw)) throw wrongType(raw);
  const item: Record<string, AttributeValue> = {};
  for (const name in raw) if (raw[name] !== undefined) item[name] = readNested(raw[name], level);
  return item;
};

const readNested = (raw: unknown, level: number): AttributeValue => {
  if (!isObject(raw)) throw wrongType(raw);
  if (level > LEVELS_MAX) {
    throw validationError(
      'Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit',
    );
  }
  let value: AttributeValue | undefined;
  let count = 0;
  for (const member in raw) {
    if (raw[member] === undefined || !isAttributeType(member)) continue;
    value = READERS[member](raw[member], level);
    count++;
  }
  if (value === undefined || count > 1) {
    throw validationError(
      `Supplied AttributeValue ${count > 1 ? 'has more than one datatypes set' : 'is empty'}, must contain exactly one of the supported datatypes`,
    );
  }
  return value;
};

const READERS: Readonly<Record<AttributeType, (raw: unknown, level: number) => AttributeValue>> = {
  S: (raw) => ({ S: readText(raw) }),
  N: (raw) => ({ N: normalizeNumber(readText(raw)) }),
  B: (raw) => ({ B: readBytes(raw) }),
  BOOL: (raw) => ({ BOOL: readBoolean(raw) }),
  NULL: (raw) => {
    if (!readBoolean(raw)) throw invalidParameter('Null attribute value types must have the value of true');
    return { NULL: true };
  },
  SS: (raw) => {
    const members = readList(raw).map(readText);
    if (members.length === 0) throw invalidParameter('An string set  may not be empty');
    if (new Set(members).size < members.length) {
      throw invalidParameter(`Input collection [${members.join(', ')}] contains duplicates.`);
    }
    return { SS: members };
  },
  NS: (raw) => {
    const members = readList(raw).map((member) => normalizeNumber(readText(member)));
    if (members.length === 0) throw invalidParameter('An number set  may not be empty');
    if (new Set(members).size < members.length) throw validationError('Input collection contains duplicates');
    return { NS: members };
  },
  BS: (raw) => {
    const members = readList(raw).map(readBytes);
    if (members.length === 0) throw invalidParameter('Binary sets should not be empty');
    if (new Set(members.map(textOfBytes)).size < members.length) {
      const listed = members.map((bytes) => Buffer.from(bytes).toString('base64')).join(', ');
      throw invalidParameter(`Input collection [${listed}]of type BS contains duplicates.`);
    }
    return { BS: members };
  },
  L: (raw, level) => ({ L: readList(raw).map((element) => readNested(element, level + 1)) }),
  M: (raw, level) => ({ M: readMap(raw, level + 1) }),
};

const TYPES: ReadonlySet<string> = new Set(ATTRIBUTE_TYPES);
const isAttributeType = (member: string): member is AttributeType => TYPES.has(member);

const readText = (raw: unknown): string => {
  if (typeof raw !== 'string') throw wrongType(raw, 'String');
  return raw;
};

const readBoolean = (raw: unknown): boolean => {
  if (typeof raw !== 'boolean') throw wrongType(raw, 'Boolean');
  return raw;
};

const readBytes = (raw: unknown): Uint8Array => {
  if (raw instanceof Uint8Array) return Uint8Array.from(raw);
  if (typeof raw === 'string') return Uint8Array.from(Buffer.from(raw, 'base64'));
  throw wrongType(raw, 'Blob');
};

const readList = (raw: unknown): readonly unknown[] => {
  if (!Array.isArray(raw)) throw wrongType(raw);
  return raw;
};

const isObject = (raw: unknown): raw is Record<string, unknown> =>
  typeof raw === 'object' && raw !== null && !Array.isArray(raw) && !(raw instanceof Uint8Array);

const invalidParameter = (problem: string): AwsError =>
  validationError(`One or more parameter values were invalid: ${problem}`);

const JSON_KINDS: Readonly<Record<string, string>> = {
  number: 'NUMBER_VALUE',
  boolean: 'TRUE_VALUE',
  string: 'STRING_VALUE',
};

/** What the JSON protocol answers before the service sees the request; the exact words vary by kind and are unverified. */
const wrongType = (raw: unknown, expected?: string): AwsError => {
  const kind = JSON_KINDS[typeof raw];
  return new AwsError(
    'SerializationException',
    kind === undefined || expected === undefined
      ? 'Unexpected value type in payload'
      : `${kind === 'TRUE_VALUE' && raw === false ? 'FALSE_VALUE' : kind} cannot be converted to ${expected}`,
  );
};
