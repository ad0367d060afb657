import type { AttributeValue, Item } from '../values/attribute-value.ts';
import { compareScalars, isEqual, textOfBytes, textOfScalar } from '../values/compare-values.ts';
import type { BoundCondition } from './bind-condition.ts';
import { valueAt } from './document-path.ts';
import type { BoundOperand } from './substitutions.ts';
import type { Comparator, FunctionCall } from './syntax.ts';

type Found = AttributeValue | undefined;

/**
 * Whether an item meets a condition; an item that does not exist is an empty one.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html
 */
export const meetsCondition = (condition: BoundCondition, item: Item): boolean => {
  switch (condition.kind) {
    case 'and':
      return meetsCondition(condition.left, item) && meetsCondition(condition.right, item);
    case 'or':
      return meetsCondition(condition.left, item) || meetsCondition(condition.right, item);
    case 'not':
      return !meetsCondition(condition.condition, item);
    case 'compare':
      return COMPARATORS[condition.operator](operandOf(condition.left, item), operandOf(condition.right, item));
    case 'between': {
      const operand = operandOf(condition.operand, item);
      return (
        COMPARATORS['>='](operand, operandOf(condition.lower, item)) &&
        COMPARATORS['<='](operand, operandOf(condition.upper, item))
      );
    }
    case 'in': {
      const operand = operandOf(condition.operand, item);
      return condition.candidates.some((candidate) => COMPARATORS['='](operand, operandOf(candidate, item)));
    }
    case 'function':
      return FUNCTIONS[condition.name]?.(condition, item) ?? false;
  }
};

const operandOf = (operand: BoundOperand, item: Item): Found => {
  if (operand.kind === 'path') return valueAt(item, operand.path);
  if (operand.kind === 'value') return operand.value;
  return operand.kind === 'function' ? sizeOf(operandOf(operand.operands[0] as BoundOperand, item)) : undefined;
};

/** An order needs two values of one scalar type; what is absent equals nothing and differs from everything. */
const COMPARATORS: Readonly<Record<Comparator, (left: Found, right: Found) => boolean>> = {
  '=': (left, right) => left !== undefined && right !== undefined && isEqual(left, right),
  '<>': (left, right) => left === undefined || right === undefined || !isEqual(left, right),
  '<': (left, right) => (order(left, right) ?? 0) < 0,
  '<=': (left, right) => (order(left, right) ?? 1) <= 0,
  '>': (left, right) => (order(left, right) ?? 0) > 0,
  '>=': (left, right) => (order(left, right) ?? -1) >= 0,
};

const order = (left: Found, right: Found): number | undefined =>
  left === undefined || right === undefined ? undefined : compareScalars(left, right);

const FUNCTIONS: Readonly<Record<string, (call: FunctionCall<BoundOperand>, item: Item) => boolean>> = {
  attribute_exists: ({ operands: [path] }, item) => path !== undefined && operandOf(path, item) !== undefined,
  attribute_not_exists: ({ operands: [path] }, item) => path !== undefined && operandOf(path, item) === undefined,
  attribute_type: ({ operands: [path, type] }, item) => {
    const value = path && operandOf(path, item);
    return value !== undefined && type?.kind === 'value' && textOfScalar(type.value) in value;
  },
  begins_with: ({ operands: [operand, prefix] }, item) =>
    beginsWith(operand && operandOf(operand, item), prefix && operandOf(prefix, item)),
  contains: ({ operands: [operand, element] }, item) =>
    contains(operand && operandOf(operand, item), element && operandOf(element, item)),
};

export const beginsWith = (value: Found, prefix: Found): boolean => {
  if (value === undefined || prefix === undefined) return false;
  if ('S' in value) return 'S' in prefix && value.S.startsWith(prefix.S);
  return 'B' in value && 'B' in prefix && textOfBytes(value.B).startsWith(textOfBytes(prefix.B));
};

/** A part of a text or of bytes, a member of a set, or an element of a list. */
const contains = (value: Found, element: Found): boolean => {
  if (value === undefined || element === undefined) return false;
  if ('L' in value) return value.L.some((candidate) => isEqual(candidate, element));
  if ('S' in element)
    return ('S' in value && value.S.includes(element.S)) || ('SS' in value && value.SS.includes(element.S));
  if ('N' in element) return 'NS' in value && value.NS.includes(element.N);
  return 'B' in element && containsBytes(value, textOfBytes(element.B));
};

const containsBytes = (value: AttributeValue, text: string): boolean => {
  if ('B' in value) return textOfBytes(value.B).includes(text);
  return 'BS' in value && value.BS.some((member) => textOfBytes(member) === text);
};

/** `size`: characters of a text, bytes of binary, elements of anything else; numbers and the like have none. */
const sizeOf = (value: Found): Found => {
  if (value === undefined) return undefined;
  if ('S' in value) return { N: String(value.S.length) };
  if ('B' in value) return { N: String(value.B.byteLength) };
  if ('L' in value) return { N: String(value.L.length) };
  if ('M' in value) return { N: String(Object.keys(value.M).length) };
  return sizeOfSet(value);
};

const sizeOfSet = (value: AttributeValue): Found => {
  if ('SS' in value) return { N: String(value.SS.length) };
  if ('NS' in value) return { N: String(value.NS.length) };
  return 'BS' in value ? { N: String(value.BS.length) } : undefined;
};
