import type { Environment } from '../model.ts';
import { QueryError } from '../query-error.ts';
import { compilePath, type PathQuery, required } from './compile-path.ts';
import { INTRINSICS, type Intrinsic } from './intrinsics.ts';
import { readPath } from './parse-path.ts';
import { TextCursor } from './text-cursor.ts';

const NAME = /States\.\w+/y;
const NUMBER = /-?\d+(\.\d+)?([eE][-+]?\d+)?/y;
const KEYWORD = /(true|false|null)\b/y;

/**
 * Compile a call such as `States.Format('{} of {}', $.a, $$.Execution.Name)`; calls may be nested.
 * https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html
 *
 * @throws `SyntaxError`
 */
export const compileIntrinsic = (text: string, field: string, environment: Environment): PathQuery => {
  const cursor = new TextCursor(text);
  const query = readCall(cursor, field, environment);
  cursor.skipSpaces();
  if (!cursor.isAtEnd) throw cursor.unexpected('the end of the call');
  return query;
};

const readCall = (cursor: TextCursor, field: string, environment: Environment): PathQuery => {
  const start = cursor.at;
  const name = cursor.match(NAME);
  const intrinsic = name !== undefined && Object.hasOwn(INTRINSICS, name) ? INTRINSICS[name] : undefined;
  if (name === undefined || intrinsic === undefined) throw cursor.unexpected('an intrinsic function after it');
  cursor.skipSpaces();
  cursor.expect('(');
  const operands = readOperands(cursor, field, environment);
  cursor.expect(')');
  const text = cursor.text.slice(start, cursor.at);
  return (scope, focus) =>
    apply(
      intrinsic,
      operands.map((operand) => operand(scope, focus)),
      text,
      environment,
    );
};

const readOperands = (cursor: TextCursor, field: string, environment: Environment): readonly PathQuery[] => {
  const operands: PathQuery[] = [];
  cursor.skipSpaces();
  if (cursor.next === ')') return operands;
  do {
    cursor.skipSpaces();
    operands.push(readOperand(cursor, field, environment));
    cursor.skipSpaces();
  } while (cursor.take(','));
  return operands;
};

const readOperand = (cursor: TextCursor, field: string, environment: Environment): PathQuery => {
  if (cursor.next === "'") return literal(cursor.quoted());
  if (cursor.text.startsWith('States.', cursor.at)) return readCall(cursor, field, environment);
  if (cursor.next === '$') {
    const { text } = readPath(cursor);
    const query = compilePath(text);
    return (scope, focus) => required(query(scope, focus), text, field, focus);
  }
  const scalar = cursor.match(NUMBER) ?? cursor.match(KEYWORD);
  if (scalar === undefined) throw cursor.unexpected('a path, a text in single quotes, a number or a call');
  return literal(JSON.parse(scalar));
};

const literal =
  (value: unknown): PathQuery =>
  () =>
    value;

/** Can be caught, unlike a path that leads nowhere: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html */
const apply = (intrinsic: Intrinsic, operands: readonly unknown[], text: string, environment: Environment): unknown => {
  try {
    return intrinsic(operands, environment);
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    throw new QueryError('States.IntrinsicFailure', `The function '${text}' had the following error: ${reason}`);
  }
};
