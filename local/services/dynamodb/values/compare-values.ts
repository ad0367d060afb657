import { type AttributeValue, type Item, typeOf } from './attribute-value.ts';
import { compareNumbers } from './decimal.ts';

/**
 * Whether two values are equal: same type and same content; sets have no order.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html
 */
export const isEqual = (left: AttributeValue, right: AttributeValue): boolean => {
  if ('S' in left) return 'S' in right && left.S === right.S;
  if ('N' in left) return 'N' in right && left.N === right.N;
  if ('B' in left) return 'B' in right && compareBytes(left.B, right.B) === 0;
  if ('BOOL' in left) return 'BOOL' in right && left.BOOL === right.BOOL;
  return isEqualCollection(left, right);
};

/** Order of two scalars of one type: text by its UTF-8 bytes, numbers by value, binary by unsigned bytes. */
export const compareScalars = (left: AttributeValue, right: AttributeValue): number | undefined => {
  if ('S' in left) return 'S' in right ? compareText(left.S, right.S) : undefined;
  if ('N' in left) return 'N' in right ? compareNumbers(left.N, right.N) : undefined;
  if ('B' in left) return 'B' in right ? compareBytes(left.B, right.B) : undefined;
  return undefined;
};

/** One text for a member of a set, or for a scalar of a known type. */
export const textOfScalar = (value: AttributeValue): string => {
  if ('S' in value) return value.S;
  if ('N' in value) return value.N;
  if ('B' in value) return textOfBytes(value.B);
  throw new Error(`a value of type ${typeOf(value)} is no scalar`);
};

export const textOfBytes = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');

export const compareBytes = (left: Uint8Array, right: Uint8Array): number => Buffer.compare(left, right);

const isEqualCollection = (left: AttributeValue, right: AttributeValue): boolean => {
  if ('NULL' in left) return 'NULL' in right;
  if ('SS' in left) return 'SS' in right && isSameSet(left.SS, right.SS);
  if ('NS' in left) return 'NS' in right && isSameSet(left.NS, right.NS);
  if ('BS' in left) return 'BS' in right && isSameSet(left.BS.map(textOfBytes), right.BS.map(textOfBytes));
  if ('L' in left) return 'L' in right && isSameList(left.L, right.L);
  return 'M' in left && 'M' in right && isSameMap(left.M, right.M);
};

const isSameSet = (left: readonly string[], right: readonly string[]): boolean => {
  if (left.length !== right.length) return false;
  const members = new Set(left);
  return right.every((member) => members.has(member));
};

const isSameList = (left: readonly AttributeValue[], right: readonly AttributeValue[]): boolean =>
  left.length === right.length && left.every((value, index) => isEqual(value, right[index] as AttributeValue));

/** Whether two items or maps hold equal attributes. */
export const isSameMap = (left: Item, right: Item): boolean => {
  const names = Object.keys(left);
  if (names.length !== Object.keys(right).length) return false;
  return names.every((name) => {
    const other = Object.hasOwn(right, name) ? right[name] : undefined;
    return other !== undefined && isEqual(left[name] as AttributeValue, other);
  });
};

/** UTF-16 order is UTF-8 order but for surrogates, which stand for code points above all others. */
const compareText = (left: string, right: string): number => {
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index++) {
    const a = left.charCodeAt(index);
    const b = right.charCodeAt(index);
    if (a !== b) return weighUnit(a) - weighUnit(b);
  }
  return left.length - right.length;
};

const weighUnit = (unit: number): number => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit);
