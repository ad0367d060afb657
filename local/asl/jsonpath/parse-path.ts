import { parseFilter } from './parse-filter.ts';
import type { Path, Segment } from './path.ts';
import { TextCursor } from './text-cursor.ts';

const VARIABLE = /[\p{L}_][\p{L}\p{N}_]*/uy;
const MEMBER = /[^.[\]\s()'",]+/y;
/** There a name ends where an operator begins. */
const MEMBER_IN_FILTER = /[^.[\]\s()'",=!<>~&|]+/y;
const FUNCTION = /(length|size|min|max|avg|sum|stddev|keys|first|last)\(\)/y;
const INTEGER = /-?\d+/y;

/** @throws `SyntaxError` with the character where it went wrong */
export const parsePath = (text: string): Path => {
  const cursor = new TextCursor(text);
  const path = readPath(cursor);
  if (!cursor.isAtEnd) throw cursor.unexpected('the end of the path');
  return path;
};

/** The path that starts here; it ends where nothing of a path follows. */
export const readPath = (cursor: TextCursor): Path => {
  const start = cursor.at;
  cursor.expect('$');
  const root = readRoot(cursor);
  const segments = readSegments(cursor);
  return { text: cursor.text.slice(start, cursor.at), root, segments, isDefinite: segments.every(isDefinite) };
};

/** Segments up to where nothing of a path follows. */
const readSegments = (cursor: TextCursor, member = MEMBER): readonly Segment[] => {
  const segments: Segment[] = [];
  for (;;) {
    if (cursor.take('..')) {
      segments.push({ kind: 'descendants' });
      segments.push(cursor.next === '[' ? readBracket(cursor) : readMember(cursor, member));
    } else if (cursor.take('.')) {
      segments.push(cursor.next === '[' ? readBracket(cursor) : readMember(cursor, member));
    } else if (cursor.next === '[') {
      segments.push(readBracket(cursor));
    } else {
      return segments;
    }
  }
};

const readRoot = (cursor: TextCursor): Path['root'] => {
  if (cursor.take('$')) return { kind: 'context' };
  const name = cursor.match(VARIABLE);
  return name === undefined ? { kind: 'data' } : { kind: 'variable', name };
};

const isDefinite = (segment: Segment): boolean =>
  segment.kind === 'function' ||
  (segment.kind === 'names' && segment.names.length === 1) ||
  (segment.kind === 'indices' && segment.indices.length === 1);

const readMember = (cursor: TextCursor, member: RegExp): Segment => {
  const call = cursor.match(FUNCTION);
  if (call !== undefined) return { kind: 'function', name: call.slice(0, -2) };
  if (cursor.take('*')) return { kind: 'wildcard' };
  const name = cursor.match(member);
  if (name === undefined) throw cursor.unexpected('a name');
  return { kind: 'names', names: [name] };
};

const readBracket = (cursor: TextCursor): Segment => {
  cursor.expect('[');
  cursor.skipSpaces();
  const segment = readSelector(cursor);
  cursor.skipSpaces();
  cursor.expect(']');
  return segment;
};

const readFilterSegments = (cursor: TextCursor): readonly Segment[] => readSegments(cursor, MEMBER_IN_FILTER);

const readSelector = (cursor: TextCursor): Segment => {
  if (cursor.take('*')) return { kind: 'wildcard' };
  if (cursor.next === "'" || cursor.next === '"') return { kind: 'names', names: readList(cursor, readName) };
  if (cursor.take('?')) {
    cursor.skipSpaces();
    cursor.expect('(');
    const test = parseFilter(cursor, readFilterSegments);
    cursor.expect(')');
    return { kind: 'filter', test };
  }
  return readIndices(cursor);
};

const readIndices = (cursor: TextCursor): Segment => {
  const from = cursor.match(INTEGER);
  if (!cursor.take(':')) {
    if (from === undefined) throw cursor.unexpected('an index, a name in quotes, *, or ?()');
    const rest = cursor.take(',') ? readList(cursor, readIndex) : [];
    return { kind: 'indices', indices: [Number(from), ...rest] };
  }
  const to = cursor.match(INTEGER);
  const step = cursor.take(':') ? cursor.match(INTEGER) : undefined;
  return { kind: 'slice', from: optionalNumber(from), to: optionalNumber(to), step: optionalNumber(step) ?? 1 };
};

const optionalNumber = (text: string | undefined): number | undefined =>
  text === undefined ? undefined : Number(text);

const readList = <Item>(cursor: TextCursor, read: (cursor: TextCursor) => Item): readonly Item[] => {
  const items: Item[] = [];
  do {
    cursor.skipSpaces();
    items.push(read(cursor));
    cursor.skipSpaces();
  } while (cursor.take(','));
  return items;
};

const readName = (cursor: TextCursor): string => {
  if (cursor.next !== "'" && cursor.next !== '"') throw cursor.unexpected('a name in quotes');
  return cursor.quoted();
};

const readIndex = (cursor: TextCursor): number => {
  const index = cursor.match(INTEGER);
  if (index === undefined) throw cursor.unexpected('an index');
  return Number(index);
};
