import type { Filter, Segment } from './path.ts';
import { select } from './select.ts';
import type { TextCursor } from './text-cursor.ts';

/** Gives undefined for a path that leads nowhere. */
type Operand = (candidate: unknown, root: unknown) => unknown;

/** How the segments of a path within a filter are read; handed in because paths and filters contain each other. */
type SegmentReader = (cursor: TextCursor) => readonly Segment[];

const NUMBER = /-?\d+(\.\d+)?([eE][-+]?\d+)?/y;
const PATTERN = /\/((?:[^/\\]|\\.)+)\/(i?)/y;
const OPERATOR = /==|!=|<=|>=|=~|<|>|(in|nin|subsetof|anyof|noneof|size|empty|contains)\b/y;
const KEYWORD = /(true|false|null)\b/y;

/** The test between `?(` and `)`. @throws `SyntaxError` */
export const parseFilter = (cursor: TextCursor, readSegments: SegmentReader): Filter => {
  const alternatives = [parseAll(cursor, readSegments)];
  while (cursor.take('||')) alternatives.push(parseAll(cursor, readSegments));
  return (candidate, root) => alternatives.some((test) => test(candidate, root));
};

const parseAll = (cursor: TextCursor, readSegments: SegmentReader): Filter => {
  const tests = [parseTest(cursor, readSegments)];
  while (cursor.take('&&')) tests.push(parseTest(cursor, readSegments));
  return (candidate, root) => tests.every((test) => test(candidate, root));
};

const parseTest = (cursor: TextCursor, readSegments: SegmentReader): Filter => {
  cursor.skipSpaces();
  if (cursor.text.startsWith('!', cursor.at) && !cursor.text.startsWith('!=', cursor.at)) {
    cursor.expect('!');
    const test = parseTest(cursor, readSegments);
    return (candidate, root) => !test(candidate, root);
  }
  if (cursor.take('(')) {
    const test = parseFilter(cursor, readSegments);
    cursor.expect(')');
    cursor.skipSpaces();
    return test;
  }
  return parseComparison(cursor, readSegments);
};

const parseComparison = (cursor: TextCursor, readSegments: SegmentReader): Filter => {
  const left = parseOperand(cursor, readSegments);
  cursor.skipSpaces();
  const operator = cursor.match(OPERATOR);
  if (operator === undefined) return (candidate, root) => left(candidate, root) !== undefined;
  cursor.skipSpaces();
  const relation = operator === '=~' ? parsePattern(cursor) : RELATIONS[operator];
  const right = operator === '=~' ? () => undefined : parseOperand(cursor, readSegments);
  cursor.skipSpaces();
  return (candidate, root) => relation?.(left(candidate, root), right(candidate, root)) ?? false;
};

const parsePattern = (cursor: TextCursor): ((left: unknown) => boolean) => {
  const pattern = cursor.match(PATTERN);
  if (pattern === undefined) throw cursor.unexpected('a pattern between slashes');
  const isCaseBlind = pattern.endsWith('i');
  const expression = new RegExp(`^(?:${pattern.slice(1, pattern.lastIndexOf('/'))})$`, isCaseBlind ? 'i' : '');
  return (left) => typeof left === 'string' && expression.test(left);
};

/** `['a', 1]` */
const parseList = (cursor: TextCursor, readSegments: SegmentReader): Operand => {
  const items: Operand[] = [];
  do {
    cursor.skipSpaces();
    if (cursor.next !== ']') items.push(parseOperand(cursor, readSegments));
    cursor.skipSpaces();
  } while (cursor.take(','));
  cursor.expect(']');
  return (candidate, root) => items.map((item) => item(candidate, root));
};

const parseOperand = (cursor: TextCursor, readSegments: SegmentReader): Operand => {
  if (cursor.take('[')) return parseList(cursor, readSegments);
  if (cursor.next === "'" || cursor.next === '"') return literal(cursor.quoted());
  const number = cursor.match(NUMBER);
  if (number !== undefined) return literal(Number(number));
  const keyword = cursor.match(KEYWORD);
  if (keyword !== undefined) return literal(JSON.parse(keyword));
  const isCandidate = cursor.take('@');
  if (!isCandidate && !cursor.take('$')) throw cursor.unexpected('@, $ or a literal');
  const segments = readSegments(cursor);
  return (candidate, root) => select(segments, isCandidate ? candidate : root, root)[0];
};

const literal =
  (value: unknown): Operand =>
  () =>
    value;

/** https://github.com/json-path/JsonPath#filter-operators */
const RELATIONS: Readonly<Record<string, (left: unknown, right: unknown) => boolean>> = {
  '==': (left, right) => left === right,
  '!=': (left, right) => left !== right,
  '<': (left, right) => order(left, right) < 0,
  '<=': (left, right) => order(left, right) <= 0,
  '>': (left, right) => order(left, right) > 0,
  '>=': (left, right) => order(left, right) >= 0,
  in: (left, right) => isIn(left, right),
  nin: (left, right) => !isIn(left, right),
  subsetof: (left, right) => Array.isArray(left) && left.every((item) => isIn(item, right)),
  anyof: (left, right) => Array.isArray(left) && left.some((item) => isIn(item, right)),
  noneof: (left, right) => Array.isArray(left) && !left.some((item) => isIn(item, right)),
  contains: (left, right) => (typeof left === 'string' ? left.includes(String(right)) : isIn(right, left)),
  size: (left, right) => sizeOf(left) === right,
  empty: (left, right) => left !== undefined && (sizeOf(left) === 0) === right,
};

const isIn = (item: unknown, list: unknown): boolean => Array.isArray(list) && list.includes(item);

const sizeOf = (value: unknown): number | undefined =>
  Array.isArray(value) || typeof value === 'string' ? value.length : undefined;

/** NaN, which no comparison holds for, when the two cannot be compared. */
const order = (left: unknown, right: unknown): number => {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  if (typeof left !== 'string' || typeof right !== 'string') return Number.NaN;
  return left === right ? 0 : left < right ? -1 : 1;
};
