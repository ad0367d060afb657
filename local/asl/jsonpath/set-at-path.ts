import { QueryError } from '../query-error.ts';
import { parsePath } from './parse-path.ts';

/** Puts a value at a place of an object, which is left as it is; undefined members of the way are made. */
export type Setter = (target: unknown, value: unknown) => unknown;

/**
 * Compile the reference path of a `ResultPath`.
 * https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultpath.html
 *
 * @throws `SyntaxError` when the path does not name one place of the data
 */
export const compileSetter = (text: string): Setter => {
  const { root, segments, isDefinite } = parsePath(text);
  if (root.kind !== 'data' || !isDefinite) {
    throw new SyntaxError(`Expected a path that names one place of the input, found '${text}'.`);
  }
  const keys = segments.map((segment) => {
    if (segment.kind === 'names') return segment.names[0] ?? '';
    if (segment.kind === 'indices') return segment.indices[0] ?? 0;
    throw new SyntaxError(`Expected names and indices, found '${text}'.`);
  });
  return (target, value) => setAt(target, keys, 0, value, text);
};

const setAt = (
  target: unknown,
  keys: readonly (string | number)[],
  depth: number,
  value: unknown,
  text: string,
): unknown => {
  const key = keys[depth];
  if (key === undefined) return value;
  if (typeof key === 'number') {
    if (!Array.isArray(target) || key < 0 || key >= target.length) throw mismatch(text, target);
    return target.with(key, setAt(target[key], keys, depth + 1, value, text));
  }
  if (target !== undefined && target !== null && (typeof target !== 'object' || Array.isArray(target))) {
    throw mismatch(text, target);
  }
  const members = (target ?? {}) as Readonly<Record<string, unknown>>;
  return { ...members, [key]: setAt(members[key], keys, depth + 1, value, text) };
};

const mismatch = (text: string, target: unknown): QueryError =>
  new QueryError(
    'States.ResultPathMatchFailure',
    `Unable to apply ReferencePath ${text} to input ${JSON.stringify(target)}`,
  );
