import type { ExpressionKind } from './invalid-expression.ts';
import type { Comparator, Condition, Operand, Parsed } from './syntax.ts';
import { TokenReader } from './token-reader.ts';

const COMPARATORS: readonly string[] = ['=', '<>', '<', '<=', '>', '>='] satisfies readonly Comparator[];
/** Functions that are conditions; `size` is an operand. */
const CONDITION_FUNCTIONS = ['attribute_exists', 'attribute_not_exists', 'attribute_type', 'begins_with', 'contains'];

/**
 * The grammar of conditions, filters and key conditions. From loosest to tightest: OR, AND, NOT, comparisons.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html
 *
 * @throws `ValidationException` in AWS's words
 */
export const parseCondition = (kind: ExpressionKind, text: string): Parsed<Condition<Operand>> => {
  const reader = new TokenReader(kind, text);
  const syntax = requireCondition(reader, readOr(reader));
  reader.finish([...CONDITION_FUNCTIONS, 'size']);
  return { syntax, attributes: reader.attributes };
};

type Term = Condition<Operand> | Operand;

const readOr = (reader: TokenReader): Term => {
  let left = readAnd(reader);
  while (reader.keyword('OR')) {
    const first = requireCondition(reader, left);
    reader.take();
    left = { kind: 'or', left: first, right: requireCondition(reader, readAnd(reader)) };
  }
  return left;
};

const readAnd = (reader: TokenReader): Term => {
  let left = readNot(reader);
  while (reader.keyword('AND')) {
    const first = requireCondition(reader, left);
    reader.take();
    left = { kind: 'and', left: first, right: requireCondition(reader, readNot(reader)) };
  }
  return left;
};

const readNot = (reader: TokenReader): Term => {
  if (reader.keyword('NOT') === undefined) return readComparison(reader);
  reader.take();
  return { kind: 'not', condition: requireCondition(reader, readNot(reader)) };
};

/** Parentheses hold a condition or an operand; which one shows only behind their end. */
const readComparison = (reader: TokenReader): Term => {
  const left = reader.isAtSymbol('(') ? reader.inParentheses(() => readOr(reader)) : readAnyOperand(reader);
  if (!isOperand(left)) return left;
  if (reader.keyword('BETWEEN')) return readBetween(reader, refuseCondition(reader, left));
  if (reader.keyword('IN')) {
    reader.take();
    const operand = refuseCondition(reader, left);
    return { kind: 'in', operand, candidates: reader.inParentheses(() => reader.list(() => readOperand(reader))) };
  }
  if (!reader.isAtSymbol(...COMPARATORS)) return left;
  const operator = reader.take() as Comparator;
  return { kind: 'compare', operator, left: refuseCondition(reader, left), right: readOperand(reader) };
};

const readBetween = (reader: TokenReader, operand: Operand): Term => {
  reader.take();
  const lower = readOperand(reader);
  if (reader.keyword('AND') === undefined) throw reader.unexpected();
  reader.take();
  return { kind: 'between', operand, lower, upper: readOperand(reader) };
};

const isOperand = (term: Term): term is Operand =>
  term.kind === 'path' || term.kind === 'placeholder' || term.kind === 'function' || term.kind === 'arithmetic';

/** A path or a value alone is no condition, nor is `size`. */
const requireCondition = (reader: TokenReader, term: Term): Condition<Operand> => {
  if (term.kind === 'path' || term.kind === 'placeholder' || term.kind === 'arithmetic') throw reader.unexpected();
  if (term.kind === 'function' && term.name === 'size') reader.misuse(term.name);
  return term;
};

/** Functions that are conditions may not be operands. */
const refuseCondition = (reader: TokenReader, operand: Operand): Operand => {
  if (operand.kind === 'function' && CONDITION_FUNCTIONS.includes(operand.name)) reader.misuse(operand.name);
  return operand;
};

const readOperand = (reader: TokenReader): Operand => refuseCondition(reader, readAnyOperand(reader));

const readAnyOperand = (reader: TokenReader): Operand => {
  if (reader.isAtSymbol('(')) return reader.inParentheses(() => readAnyOperand(reader));
  if (reader.isAt('value-placeholder')) return { kind: 'placeholder', name: reader.take() };
  if (reader.keyword('AND', 'OR', 'NOT', 'BETWEEN', 'IN')) throw reader.unexpected();
  if (reader.isAtCall()) return reader.call(() => readOperand(reader));
  return reader.path();
};
