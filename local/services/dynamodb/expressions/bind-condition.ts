import { validationError } from '../validation-error.ts';
import { ATTRIBUTE_TYPES, type AttributeType, typeOf } from '../values/attribute-value.ts';
import { compareScalars } from '../values/compare-values.ts';
import { isSamePath, writePath } from './document-path.ts';
import {
  type ExpressionKind,
  invalidExpression,
  pathRequired,
  wrongOperandCount,
  wrongOperandType,
} from './invalid-expression.ts';
import type { BoundOperand, Substitutions } from './substitutions.ts';
import type { Condition, FunctionCall, Operand } from './syntax.ts';

export type BoundCondition = Condition<BoundOperand>;

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-expression-parameters */
const IN_OPERANDS_MAX = 100;

/**
 * Replace the placeholders of a condition and refuse what can never hold whatever the item.
 *
 * @throws `ValidationException` in AWS's words
 */
export const bindCondition = (
  kind: ExpressionKind,
  condition: Condition<Operand>,
  substitutions: Substitutions,
): BoundCondition => {
  switch (condition.kind) {
    case 'and':
    case 'or': {
      const left = bindCondition(kind, condition.left, substitutions);
      return { kind: condition.kind, left, right: bindCondition(kind, condition.right, substitutions) };
    }
    case 'not':
      return { kind: 'not', condition: bindCondition(kind, condition.condition, substitutions) };
    default: {
      // Each test is checked before the next one is read: of several mistakes the first test's is told.
      const bound = bindTest(condition, (operand) => substitutions.operand(kind, operand));
      check(kind, bound);
      return bound;
    }
  }
};

type Test<Side> = Exclude<Condition<Side>, { readonly kind: 'and' | 'or' | 'not' }>;

const bindTest = (test: Test<Operand>, bind: (operand: Operand) => BoundOperand): Test<BoundOperand> => {
  switch (test.kind) {
    case 'compare': {
      const left = bind(test.left);
      return { kind: 'compare', operator: test.operator, left, right: bind(test.right) };
    }
    case 'between': {
      const operand = bind(test.operand);
      const lower = bind(test.lower);
      return { kind: 'between', operand, lower, upper: bind(test.upper) };
    }
    case 'in': {
      const operand = bind(test.operand);
      return { kind: 'in', operand, candidates: test.candidates.map(bind) };
    }
    case 'function':
      return { kind: 'function', name: test.name, operands: test.operands.map(bind) };
  }
};

const check = (kind: ExpressionKind, test: Test<BoundOperand>): void => {
  switch (test.kind) {
    case 'compare':
      checkSizes(kind, [test.left, test.right]);
      if (test.operator !== '=' && test.operator !== '<>') {
        checkScalars(kind, test.operator, [test.left, test.right]);
      }
      checkDistinct(kind, test.operator, [test.left, test.right]);
      return;
    case 'between':
      checkSizes(kind, [test.operand, test.lower, test.upper]);
      checkScalars(kind, 'BETWEEN', [test.operand, test.lower, test.upper]);
      checkBounds(kind, test.lower, test.upper);
      return;
    case 'in':
      checkSizes(kind, [test.operand, ...test.candidates]);
      checkCandidates(kind, test.candidates.length);
      return;
    case 'function':
      checkFunction(kind, test);
  }
};

const checkCandidates = (kind: ExpressionKind, count: number): void => {
  if (count <= IN_OPERANDS_MAX) return;
  throw invalidExpression(kind, `The IN operator is provided with too many operands; number of operands: ${count}`);
};

/** What each function takes: the number of operands, whether the first must be a path, and the types of values. */
const FUNCTIONS: Readonly<
  Record<string, { readonly count: number; readonly takesPath: boolean; readonly types?: readonly AttributeType[] }>
> = {
  attribute_exists: { count: 1, takesPath: true },
  attribute_not_exists: { count: 1, takesPath: true },
  attribute_type: { count: 2, takesPath: true },
  begins_with: { count: 2, takesPath: false, types: ['S', 'B'] },
  contains: { count: 2, takesPath: false },
  size: { count: 1, takesPath: false, types: ['S', 'B', 'SS', 'NS', 'BS', 'L', 'M'] },
};

const checkFunction = (kind: ExpressionKind, call: FunctionCall<BoundOperand>): void => {
  const rule = FUNCTIONS[call.name];
  if (rule === undefined) throw invalidExpression(kind, `Invalid function name; function: ${call.name}`);
  if (call.operands.length !== rule.count) throw wrongOperandCount(kind, call.name, call.operands.length);
  checkSizes(kind, call.operands);
  if (rule.takesPath && call.operands[0]?.kind !== 'path') throw pathRequired(kind, call.name);
  if (call.name === 'attribute_type') checkTypeName(kind, call.operands[1]);
  for (const operand of call.operands) {
    const type = staticType(operand);
    if (type !== undefined && rule.types?.includes(type) === false) throw wrongOperandType(kind, call.name, type);
  }
  checkDistinct(kind, call.name, call.operands);
};

/** `size` may stand where an operand may. */
const checkSizes = (kind: ExpressionKind, operands: readonly BoundOperand[]): void => {
  for (const operand of operands) if (operand.kind === 'function') checkFunction(kind, operand);
};

/** In the order in which DynamoDB names them. */
const TYPE_NAMES = '{B,NULL,SS,BOOL,L,BS,N,NS,S,M}';

const checkTypeName = (kind: ExpressionKind, operand: BoundOperand | undefined): void => {
  const value = operand?.kind === 'value' ? operand.value : undefined;
  if (value === undefined || !('S' in value)) {
    const found = operand === undefined ? undefined : staticType(operand);
    throw wrongOperandType(kind, 'attribute_type', found ?? TYPE_NAMES);
  }
  if (ATTRIBUTE_TYPES.some((type) => type === value.S)) return;
  throw invalidExpression(kind, `Invalid attribute type name found; type: ${value.S}, valid types: ${TYPE_NAMES}`);
};

const checkScalars = (kind: ExpressionKind, operator: string, operands: readonly BoundOperand[]): void => {
  for (const operand of operands) {
    const type = staticType(operand);
    if (type === undefined || type === 'S' || type === 'N' || type === 'B') continue;
    throw invalidExpression(
      kind,
      `Incorrect operand type for operator or function; operator: ${operator}, operand type: ${type}`,
    );
  }
};

/** Comparing a path with itself is always the same; two equal values are not refused. */
const checkDistinct = (kind: ExpressionKind, name: string, [first, ...rest]: readonly BoundOperand[]): void => {
  if (first?.kind !== 'path') return;
  if (!rest.some((operand) => operand.kind === 'path' && isSamePath(first.path, operand.path))) return;
  throw invalidExpression(
    kind,
    `The first operand must be distinct from the remaining operands for this operator or function; operator: ${name}, first operand: ${writePath(first.path)}`,
  );
};

const checkBounds = (kind: ExpressionKind, lower: BoundOperand, upper: BoundOperand): void => {
  if (lower.kind !== 'value' || upper.kind !== 'value') return;
  const order = compareScalars(lower.value, upper.value);
  if (order !== undefined && order <= 0) return;
  const rule =
    order === undefined
      ? 'same data type for lower and upper bounds'
      : 'upper bound to be greater than or equal to lower bound';
  throw validationError(
    `Invalid ${kind}: The BETWEEN operator requires ${rule}; lower bound operand: AttributeValue: ${writeScalar(lower)}, upper bound operand: AttributeValue: ${writeScalar(upper)}`,
  );
};

const writeScalar = ({ value }: BoundOperand & { kind: 'value' }): string => {
  if ('S' in value) return `{S:${value.S}}`;
  if ('N' in value) return `{N:${value.N}}`;
  return 'B' in value ? `{B:${Buffer.from(value.B).toString('base64')}}` : `{${typeOf(value)}}`;
};

/** The type of an operand that does not depend on the item. */
const staticType = (operand: BoundOperand): AttributeType | undefined => {
  if (operand.kind === 'value') return typeOf(operand.value);
  return operand.kind === 'function' && operand.name === 'size' ? 'N' : undefined;
};
