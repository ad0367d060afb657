import { type AttributeType, typeOf } from '../values/attribute-value.ts';
import { checkPathsApart } from './bind-projection.ts';
import { operandPaths } from './condition-paths.ts';
import { isSamePath, writePath } from './document-path.ts';
import { invalidExpression, pathRequired, wrongOperandCount, wrongOperandType } from './invalid-expression.ts';
import type { BoundOperand, Substitutions } from './substitutions.ts';
import type { DocumentPath, Operand, UpdateAction } from './syntax.ts';

export type BoundAction = UpdateAction<BoundOperand>;

const KIND = 'UpdateExpression';

/** As messages about ADD and DELETE name them. */
const TYPE_NAMES: Readonly<Record<AttributeType, string>> = {
  S: 'STRING',
  N: 'NUMBER',
  B: 'BINARY',
  BOOL: 'BOOLEAN',
  NULL: 'NULL',
  SS: 'STRING_SET',
  NS: 'NUMBER_SET',
  BS: 'BINARY_SET',
  L: 'LIST',
  M: 'MAP',
};
const SETS: readonly AttributeType[] = ['SS', 'NS', 'BS'];

/**
 * Replace the placeholders of an update and refuse what can never be done whatever the item.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.UpdateExpressions.html
 *
 * @throws `ValidationException` in AWS's words
 */
export const bindUpdate = (
  actions: readonly UpdateAction<Operand>[],
  substitutions: Substitutions,
): readonly BoundAction[] => {
  // Names are told before values, wherever they stand.
  for (const path of actions.flatMap(actionPaths)) substitutions.path(KIND, path);
  const bound = actions.map((action): BoundAction => {
    const path = substitutions.path(KIND, action.path);
    if (action.kind === 'remove') return { kind: 'remove', path };
    return { kind: action.kind, path, value: substitutions.operand(KIND, action.value) };
  });
  checkPathsApart(
    KIND,
    bound.map(({ path }) => path),
  );
  for (const action of bound) checkSetOperand(action);
  for (const action of bound) if (action.kind === 'set') checkOperand(action.value);
  return bound;
};

const actionPaths = (action: UpdateAction<Operand>): readonly DocumentPath[] =>
  action.kind === 'remove' ? [action.path] : [action.path, ...operandPaths(action.value)];

/** ADD takes a number or a set, DELETE a set. */
const checkSetOperand = (action: BoundAction): void => {
  if ((action.kind !== 'add' && action.kind !== 'delete') || action.value.kind !== 'value') return;
  const type = typeOf(action.value.value);
  if (SETS.includes(type) || (action.kind === 'add' && type === 'N')) return;
  throw invalidExpression(
    KIND,
    `Incorrect operand type for operator or function; operator: ${action.kind.toUpperCase()}, operand type: ${TYPE_NAMES[type]}`,
  );
};

const checkOperand = (operand: BoundOperand): void => {
  if (operand.kind === 'arithmetic') {
    for (const side of [operand.left, operand.right]) {
      checkOperand(side);
      checkType(operand.operator, side, 'N');
    }
  }
  if (operand.kind !== 'function') return;
  const [first, second, ...others] = operand.operands;
  if (first === undefined || second === undefined || others.length > 0) {
    throw wrongOperandCount(KIND, operand.name, operand.operands.length);
  }
  if (operand.name === 'if_not_exists') checkIfNotExists(first, second);
  for (const inner of operand.operands) {
    checkOperand(inner);
    if (operand.name === 'list_append') checkType(operand.name, inner, 'L');
  }
};

const checkIfNotExists = (path: BoundOperand, otherwise: BoundOperand): void => {
  if (path.kind !== 'path') throw pathRequired(KIND, 'if_not_exists');
  if (otherwise.kind !== 'path' || !isSamePath(path.path, otherwise.path)) return;
  throw invalidExpression(
    KIND,
    `The first operand must be distinct from the remaining operands for this operator or function; operator: if_not_exists, first operand: ${writePath(path.path)}`,
  );
};

const checkType = (operatorOrFunction: string, operand: BoundOperand, expected: AttributeType): void => {
  if (operand.kind !== 'value') return;
  const type = typeOf(operand.value);
  if (type !== expected) throw wrongOperandType(KIND, operatorOrFunction, type);
};
