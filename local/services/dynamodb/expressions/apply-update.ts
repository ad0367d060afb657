import type { AwsError } from '../../../kernel.ts';
import { validationError } from '../validation-error.ts';
import type { AttributeValue, Item } from '../values/attribute-value.ts';
import { textOfBytes } from '../values/compare-values.ts';
import { addNumbers, negateNumber } from '../values/decimal.ts';
import type { BoundAction } from './bind-update.ts';
import { attributeOf, valueAt } from './document-path.ts';
import type { BoundOperand } from './substitutions.ts';
import type { DocumentPath } from './syntax.ts';

/** What becomes of the value at a path; undefined removes it. */
type Change = (current: AttributeValue | undefined) => AttributeValue | undefined;

/** Refuses a value where it is set. @throws `ValidationException` */
export type SetCheck = (path: DocumentPath, value: AttributeValue) => void;

/**
 * The item that an update makes of an item, which stays as it is. Every operand is taken from the old item; elements set
 * beyond the end of a list are appended in the order of their indexes, and removals count by the old indexes.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.UpdateExpressions.html
 *
 * @throws `ValidationException` in AWS's words
 */
export const applyUpdate = (
  item: Item,
  actions: readonly BoundAction[],
  checkSet: SetCheck = () => undefined,
): Item => {
  const changes = actions.map((action) => ({
    path: action.path,
    kind: action.kind,
    change: changeOf(action, item, checkSet),
  }));
  const removals = changes.filter(({ kind }) => kind === 'remove').sort((a, b) => comparePaths(b.path, a.path));
  const others = changes.filter(({ kind }) => kind !== 'remove').sort((a, b) => comparePaths(a.path, b.path));
  try {
    return [...others, ...removals].reduce((next, { path, change }) => changeAttribute(next, path, change), item);
  } catch (error) {
    // Of several problems the one is told that comes first in the expression.
    for (const { path, change } of changes) changeAttribute(item, path, change);
    throw error;
  }
};

const changeOf = (action: BoundAction, item: Item, checkSet: SetCheck): Change => {
  if (action.kind === 'remove') return () => undefined;
  const value = evaluate(action.value, item);
  if (action.kind === 'set') {
    return () => {
      checkSet(action.path, value);
      return value;
    };
  }
  return action.kind === 'add' ? (current) => add(current, value) : (current) => withoutMembers(current, value);
};

const evaluate = (operand: BoundOperand, item: Item): AttributeValue => {
  switch (operand.kind) {
    case 'value':
      return operand.value;
    case 'path': {
      const value = valueAt(item, operand.path);
      if (value !== undefined) return value;
      throw validationError('The provided expression refers to an attribute that does not exist in the item');
    }
    case 'arithmetic': {
      const left = evaluate(operand.left, item);
      if (!('N' in left)) throw wrongDataType();
      const right = evaluate(operand.right, item);
      if (!('N' in right)) throw wrongDataType();
      return { N: addNumbers(left.N, operand.operator === '+' ? right.N : negateNumber(right.N)) };
    }
    case 'function':
      return callFunction(operand.name, operand.operands as [BoundOperand, BoundOperand], item);
  }
};

const callFunction = (name: string, [first, second]: [BoundOperand, BoundOperand], item: Item): AttributeValue => {
  if (name === 'if_not_exists') {
    return (first.kind === 'path' ? valueAt(item, first.path) : undefined) ?? evaluate(second, item);
  }
  const left = evaluate(first, item);
  if (!('L' in left)) throw wrongDataType();
  const right = evaluate(second, item);
  if (!('L' in right)) throw wrongDataType();
  return { L: [...left.L, ...right.L] };
};

const add = (current: AttributeValue | undefined, value: AttributeValue): AttributeValue => {
  if (current === undefined) return value;
  if ('N' in current && 'N' in value) return { N: addNumbers(current.N, value.N) };
  if ('SS' in current && 'SS' in value) return { SS: [...new Set([...current.SS, ...value.SS])] };
  if ('NS' in current && 'NS' in value) return { NS: [...new Set([...current.NS, ...value.NS])] };
  if (!('BS' in current && 'BS' in value)) throw wrongDataType();
  return { BS: [...new Map([...current.BS, ...value.BS].map((bytes) => [textOfBytes(bytes), bytes])).values()] };
};

const withoutMembers = (current: AttributeValue | undefined, value: AttributeValue): AttributeValue | undefined => {
  if (current === undefined) return undefined;
  if ('SS' in current && 'SS' in value) return unlessEmpty({ SS: difference(current.SS, value.SS) });
  if ('NS' in current && 'NS' in value) return unlessEmpty({ NS: difference(current.NS, value.NS) });
  if (!('BS' in current && 'BS' in value)) throw wrongDataType();
  const removed = value.BS.map(textOfBytes);
  return unlessEmpty({ BS: current.BS.filter((member) => !removed.includes(textOfBytes(member))) });
};

const difference = (members: readonly string[], removed: readonly string[]): readonly string[] =>
  members.filter((member) => !removed.includes(member));

/** A set that loses its last member is gone: there are no empty sets. */
const unlessEmpty = (set: AttributeValue): AttributeValue | undefined =>
  Object.values(set).some((members) => members.length > 0) ? set : undefined;

const changeAttribute = (map: Item, path: DocumentPath, change: Change): Item => {
  const name = String(path[0]);
  const current = attributeOf(map, name);
  const value = path.length === 1 ? change(current) : changeNested(current, path.slice(1), change);
  if (value !== undefined) return { ...map, [name]: value };
  const { [name]: _removed, ...others } = map;
  return others;
};

const changeNested = (parent: AttributeValue | undefined, path: DocumentPath, change: Change): AttributeValue => {
  if (parent !== undefined && 'M' in parent && typeof path[0] === 'string') {
    return { M: changeAttribute(parent.M, path, change) };
  }
  if (parent !== undefined && 'L' in parent && typeof path[0] === 'number') {
    return { L: changeElement(parent.L, path[0], path.slice(1), change) };
  }
  throw validationError('The document path provided in the update expression is invalid for update');
};

const changeElement = (
  list: readonly AttributeValue[],
  index: number,
  below: DocumentPath,
  change: Change,
): readonly AttributeValue[] => {
  const value = below.length === 0 ? change(list[index]) : changeNested(list[index], below, change);
  if (value === undefined) return list.filter((_, position) => position !== index);
  return index < list.length ? list.with(index, value) : [...list, value];
};

/** Any total order in which the elements of one list follow each other by their indexes. */
const comparePaths = (left: DocumentPath, right: DocumentPath): number => {
  const difference = left.findIndex((step, index) => step !== right[index]);
  const a = left[difference] ?? '';
  const b = right[difference] ?? '';
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a) < String(b) ? -1 : 1;
};

const wrongDataType = (): AwsError => validationError('An operand in the update expression has an incorrect data type');
