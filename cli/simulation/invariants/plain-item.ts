import type { AttributeValue, Item } from '../../../local/services/dynamodb/values/attribute-value.ts';
import type { PlainItem } from './observation.ts';

/** An item of the table as plain values. Binary values stay as they are. */
export const plainItem = (item: Item): PlainItem => {
  const plain: Record<string, unknown> = {};
  for (const name in item) plain[name] = plainValue(item[name] as AttributeValue);
  return plain;
};

const plainValue = (value: AttributeValue): unknown => {
  if ('M' in value) return plainItem(value.M);
  if ('L' in value) return value.L.map(plainValue);
  if ('N' in value) return Number(value.N);
  if ('NULL' in value) return null;
  return Object.values(value)[0];
};
