import { validationError } from '../validation-error.ts';
import { type AttributeValue, typeOf } from '../values/attribute-value.ts';
import { compareScalars } from '../values/compare-values.ts';
import { type BoundCondition, bindCondition } from './bind-condition.ts';
import { beginsWith } from './meets-condition.ts';
import type { BoundOperand, Substitutions } from './substitutions.ts';
import type { Comparator, Condition, Operand } from './syntax.ts';

/** Keys cannot be compared for being different. */
type KeyComparator = Exclude<Comparator, '<>'>;

/** One condition on one key attribute. */
export interface KeyCondition {
  readonly attribute: string;
  readonly operator: KeyComparator | 'BETWEEN' | 'begins_with';
  /** One value, or the bounds of BETWEEN. */
  readonly values: readonly AttributeValue[];
}

const KIND = 'KeyConditionExpression';
const FLIPPED: Readonly<Record<KeyComparator, KeyComparator>> = {
  '=': '=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};

/** The conditions of an expression. @throws `ValidationException` in AWS's words */
export const bindKeyCondition = (
  condition: Condition<Operand>,
  substitutions: Substitutions,
): readonly KeyCondition[] => readKeyConditions(bindCondition(KIND, condition, substitutions));

/**
 * The one or two conditions on key attributes, joined by AND, that a condition consists of.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.KeyConditionExpressions.html
 *
 * @throws `ValidationException` in AWS's words
 */
export const readKeyConditions = (condition: BoundCondition): readonly KeyCondition[] => {
  const conditions = flatten(condition).map(readKeyCondition);
  if (new Set(conditions.map(({ attribute }) => attribute)).size < conditions.length) {
    throw validationError('KeyConditionExpressions must only contain one condition per key');
  }
  if (conditions.length > 2) throw validationError('Conditions can be of length 1 or 2 only');
  return conditions;
};

/**
 * Where a key value lies: -1 before the values that meet the condition, 0 among them, 1 behind them.
 * In key order those that meet a condition stand next to each other.
 */
export const locateKey = ({ operator, values: [first, second] }: KeyCondition, value: AttributeValue): Location => {
  const order = compare(value, first);
  if (operator === 'begins_with') return beginsWith(value, first) ? 0 : locationOf(order);
  if (operator !== 'BETWEEN') return LOCATIONS[operator](order);
  return LOCATIONS['>='](order) === 0 ? LOCATIONS['<='](compare(value, second)) : -1;
};

/** Before, among or behind. */
type Location = -1 | 0 | 1;

const LOCATIONS: Readonly<Record<KeyComparator, (order: number) => Location>> = {
  '=': (order) => locationOf(order),
  '<': (order) => (order < 0 ? 0 : 1),
  '<=': (order) => (order <= 0 ? 0 : 1),
  '>': (order) => (order > 0 ? 0 : -1),
  '>=': (order) => (order >= 0 ? 0 : -1),
};

const compare = (value: AttributeValue, other: AttributeValue | undefined): number =>
  (other && compareScalars(value, other)) ?? 0;

const locationOf = (order: number): Location => Math.sign(order) as Location;

const flatten = (condition: BoundCondition): readonly BoundCondition[] =>
  condition.kind === 'and' ? [...flatten(condition.left), ...flatten(condition.right)] : [condition];

const readKeyCondition = (condition: BoundCondition): KeyCondition => {
  switch (condition.kind) {
    case 'compare':
      if (condition.operator === '<>') throw invalidOperator('<>');
      return readComparison(condition.operator, condition.left, condition.right);
    case 'between':
      return readFirstOperand('BETWEEN', [condition.operand, condition.lower, condition.upper]);
    case 'function':
      if (condition.name !== 'begins_with') throw invalidOperator(condition.name);
      return readFirstOperand('begins_with', condition.operands);
    default:
      throw invalidOperator(condition.kind.toUpperCase());
  }
};

const readComparison = (operator: KeyComparator, left: BoundOperand, right: BoundOperand): KeyCondition => {
  const isFlipped = left.kind !== 'path' && right.kind === 'path';
  const operands = isFlipped ? [right, left] : [left, right];
  refuseNested(operands);
  if (operands[0]?.kind !== 'path') throw invalidCondition('No key attribute specified');
  const read = readOperands(operands);
  const type = typeOf(read.values[0] as AttributeValue);
  // Those that have no order are refused before, in other words; sets are so when they are held against the key's type.
  if (operator === '=' && ['L', 'M', 'BOOL', 'NULL'].includes(type)) {
    throw validationError(
      `One or more parameter values were invalid: ComparisonOperator EQ is not valid for ${type} AttributeValue type`,
    );
  }
  return { ...read, operator: isFlipped ? FLIPPED[operator] : operator };
};

const readFirstOperand = (operator: 'BETWEEN' | 'begins_with', operands: readonly BoundOperand[]): KeyCondition => {
  if (operands[0]?.kind === 'value') {
    throw invalidCondition(`${operator} operator must have the key attribute as its first operand`);
  }
  refuseNested(operands);
  return { ...readOperands(operands), operator };
};

const readOperands = ([key, ...operands]: readonly BoundOperand[]): Pick<KeyCondition, 'attribute' | 'values'> => {
  if (key?.kind !== 'path') throw invalidCondition('No key attribute specified');
  if (key.path.length > 1) {
    throw validationError('KeyConditionExpressions cannot have conditions on nested attributes');
  }
  const values = operands.map((operand) => {
    if (operand.kind === 'value') return operand.value;
    throw invalidCondition('Multiple attribute names used in one condition');
  });
  return { attribute: String(key.path[0]), values };
};

const refuseNested = (operands: readonly BoundOperand[]): void => {
  if (operands.every((operand) => operand.kind === 'path' || operand.kind === 'value')) return;
  // A path among the values is told first, as AWS does.
  const [key, ...others] = operands;
  if (key?.kind === 'path' && others.some((operand) => operand.kind === 'path')) return;
  throw validationError('KeyConditionExpressions cannot contain nested operations');
};

const invalidOperator = (operator: string) => validationError(`Invalid operator used in ${KIND}: ${operator}`);
const invalidCondition = (problem: string) => validationError(`Invalid condition in ${KIND}: ${problem}`);
