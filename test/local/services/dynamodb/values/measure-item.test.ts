import { expect, it } from 'vitest';
import type { Item } from '../../../../../local/services/dynamodb/values/attribute-value.ts';
import { itemSizeBytes } from '../../../../../local/services/dynamodb/values/measure-item.ts';

const rows: readonly { readonly what: string; readonly item: Item; readonly sizeBytes: number }[] = [
  { what: 'a text is its UTF-8 bytes', item: { a: { S: 'é' } }, sizeBytes: 3 },
  { what: 'a name is its UTF-8 bytes', item: { é: { S: '' } }, sizeBytes: 2 },
  { what: 'binary is its bytes', item: { a: { B: new Uint8Array(5) } }, sizeBytes: 6 },
  { what: 'a boolean is 1', item: { a: { BOOL: false } }, sizeBytes: 2 },
  { what: 'null is 1', item: { a: { NULL: true } }, sizeBytes: 2 },
  { what: 'an empty map is 3', item: { a: { M: {} } }, sizeBytes: 4 },
  { what: 'an element of a map is 1 more', item: { a: { M: { b: { S: 'cd' } } } }, sizeBytes: 8 },
  { what: 'an empty list is 3', item: { a: { L: [] } }, sizeBytes: 4 },
  { what: 'an element of a list is 1 more', item: { a: { L: [{ S: 'cd' }, { S: '' }] } }, sizeBytes: 8 },
  { what: 'a set is its members', item: { a: { SS: ['b', 'cd'] } }, sizeBytes: 4 },
];

it.each(rows)('$what', ({ item, sizeBytes }) => {
  expect(itemSizeBytes(item)).toBe(sizeBytes);
});
