import { invalidExpression } from './invalid-expression.ts';
import type { Operand, Parsed, UpdateAction } from './syntax.ts';
import { TokenReader } from './token-reader.ts';

const SECTIONS = ['SET', 'REMOVE', 'ADD', 'DELETE'] as const;
type Section = (typeof SECTIONS)[number];

/**
 * The grammar of update expressions: each of the sections SET, REMOVE, ADD and DELETE at most once, in any order.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.UpdateExpressions.html
 *
 * @throws `ValidationException` in AWS's words
 */
export const parseUpdate = (text: string): Parsed<readonly UpdateAction<Operand>[]> => {
  const reader = new TokenReader('UpdateExpression', text);
  const seen: Section[] = [];
  let repeated: Section | undefined;
  const syntax: UpdateAction<Operand>[] = [];
  do {
    const section = reader.keyword(...SECTIONS) as Section | undefined;
    if (section === undefined) throw reader.unexpected();
    reader.take();
    if (seen.includes(section)) repeated ??= section;
    seen.push(section);
    syntax.push(...reader.list(() => ACTIONS[section](reader)));
  } while (!reader.isAt('end'));
  reader.finish(['if_not_exists', 'list_append']);
  if (repeated !== undefined) {
    throw invalidExpression(
      'UpdateExpression',
      `The "${repeated}" section can only be used once in an update expression;`,
    );
  }
  return { syntax, attributes: reader.attributes };
};

const ACTIONS: Readonly<Record<Section, (reader: TokenReader) => UpdateAction<Operand>>> = {
  SET: (reader) => {
    const { path } = readPath(reader);
    reader.takeSymbol('=');
    return { kind: 'set', path, value: readValue(reader) };
  },
  REMOVE: (reader) => ({ kind: 'remove', path: readPath(reader).path }),
  ADD: (reader) => ({ kind: 'add', path: readPath(reader).path, value: readPlaceholder(reader) }),
  DELETE: (reader) => ({ kind: 'delete', path: readPath(reader).path, value: readPlaceholder(reader) }),
};

/** The name of a section cannot be an attribute: it begins the section. */
const readPath = (reader: TokenReader) => {
  if (reader.keyword(...SECTIONS)) throw reader.unexpected();
  return reader.path();
};

const readPlaceholder = (reader: TokenReader): Operand => {
  if (!reader.isAt('value-placeholder')) throw reader.unexpected();
  return { kind: 'placeholder', name: reader.take() };
};

/** An operand, or the sum or difference of two; a third one is a syntax error. */
const readValue = (reader: TokenReader): Operand => {
  const left = readTerm(reader);
  if (!reader.isAtSymbol('+', '-') || left.kind === 'arithmetic') return left;
  const operator = reader.take() === '+' ? '+' : '-';
  const right = readTerm(reader);
  if (right.kind === 'arithmetic') throw reader.unexpected();
  return { kind: 'arithmetic', operator, left, right };
};

const readTerm = (reader: TokenReader): Operand =>
  reader.isAtSymbol('(') ? reader.inParentheses(() => readValue(reader)) : readOperand(reader);

const readOperand = (reader: TokenReader): Operand => {
  if (reader.isAt('value-placeholder')) return readPlaceholder(reader);
  if (reader.isAtCall()) return reader.call(() => readFunctionOperand(reader));
  return readPath(reader);
};

const readFunctionOperand = (reader: TokenReader): Operand =>
  reader.isAtSymbol('(') ? reader.inParentheses(() => readFunctionOperand(reader)) : readOperand(reader);
