import type { DynamoDbCall } from './things-table.ts';

/** As it is on the wire: bytes are base64, undefined members are not there. */
export const inJson = (value: unknown): unknown => {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map(inJson);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, member]) => (member === undefined ? [] : [[key, inJson(member)]])),
  );
};

/**
 * An answer with all that has no order in one: members, sets, the items of a scan, of an index and of a batch.
 * That the items of an index are ordered by its sort key is tested in test/local/services/dynamodb/query.test.ts.
 */
export const inOrder = ({ operation, input }: DynamoDbCall, answer: unknown): Readonly<Record<string, unknown>> => {
  const sorted = sortMembers(answer) as Record<string, unknown>;
  const { __type, message, Message, Items, Responses, ...others } = sorted;
  if (__type !== undefined) return { __type: String(__type).replace(/^.*#/, ''), message: message ?? Message };
  return {
    ...others,
    ...(Items === undefined
      ? {}
      : { Items: operation === 'Scan' || 'IndexName' in input ? sortedTexts(Items) : Items }),
    ...(Responses === undefined
      ? {}
      : { Responses: Object.entries(Responses as object).map(([table, items]) => [table, sortedTexts(items)]) }),
  };
};

const sortMembers = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sortMembers);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).toSorted(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(
    members.map(([key, member]) => [
      key,
      SETS.has(key) && Array.isArray(member) ? sortedTexts(member) : sortMembers(member),
    ]),
  );
};

const SETS: ReadonlySet<string> = new Set(['SS', 'NS', 'BS']);

const sortedTexts = (items: unknown): readonly string[] =>
  (items as readonly unknown[])
    .map((item) => JSON.stringify(sortMembers(item)))
    .toSorted((left, right) => (left < right ? -1 : 1));
