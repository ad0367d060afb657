import type { AttributeValue, Item } from './attribute-value.ts';

/** A copy that shares nothing with the original, so that neither side can change the other's. */
export const copyValue = (value: AttributeValue): AttributeValue => {
  if ('S' in value) return { S: value.S };
  if ('N' in value) return { N: value.N };
  if ('M' in value) return { M: copyItem(value.M) };
  if ('L' in value) return { L: value.L.map(copyValue) };
  if ('BOOL' in value) return { BOOL: value.BOOL };
  if ('NULL' in value) return { NULL: true };
  if ('B' in value) return { B: value.B.slice() };
  return copySet(value);
};

export const copyItem = (item: Item): Item => {
  const copy: Record<string, AttributeValue> = {};
  for (const name in item) copy[name] = copyValue(item[name] as AttributeValue);
  return copy;
};

const copySet = (value: AttributeValue): AttributeValue => {
  if ('SS' in value) return { SS: [...value.SS] };
  if ('NS' in value) return { NS: [...value.NS] };
  if ('BS' in value) return { BS: value.BS.map((bytes) => bytes.slice()) };
  return value;
};
