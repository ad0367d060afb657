import type { AttributeValue, Item } from './attribute-value.ts';
import { numberSizeBytes } from './decimal.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-items */
export const ITEM_SIZE_MAX_BYTES = 400 * 1024;

/**
 * Bytes of an item: the UTF-8 length of every name, and the size of every value.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
 */
export const itemSizeBytes = (item: Item): number => {
  let sizeBytes = 0;
  for (const name in item) sizeBytes += Buffer.byteLength(name) + valueSizeBytes(item[name] as AttributeValue);
  return sizeBytes;
};

export const valueSizeBytes = (value: AttributeValue): number => {
  if ('S' in value) return Buffer.byteLength(value.S);
  if ('N' in value) return numberSizeBytes(value.N);
  if ('B' in value) return value.B.byteLength;
  if ('BOOL' in value || 'NULL' in value) return 1;
  return collectionSizeBytes(value);
};

/** A list or map costs 3 bytes, and 1 for each element. */
const collectionSizeBytes = (value: AttributeValue): number => {
  if ('M' in value) return 3 + itemSizeBytes(value.M) + Object.keys(value.M).length;
  if ('L' in value) return value.L.reduce((sizeBytes, element) => sizeBytes + 1 + valueSizeBytes(element), 3);
  if ('SS' in value) return value.SS.reduce((sizeBytes, text) => sizeBytes + Buffer.byteLength(text), 0);
  if ('NS' in value) return value.NS.reduce((sizeBytes, text) => sizeBytes + numberSizeBytes(text), 0);
  if ('BS' in value) return value.BS.reduce((sizeBytes, bytes) => sizeBytes + bytes.byteLength, 0);
  return 0;
};
