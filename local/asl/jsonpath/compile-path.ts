import type { Scope } from '../model.ts';
import { QueryError } from '../query-error.ts';
import { parsePath } from './parse-path.ts';
import type { Path, Segment } from './path.ts';
import { select } from './select.ts';

/** A value from the data in focus (`$`), the context object (`$$`) or a variable (`$name`). */
export type PathQuery = (scope: Scope, focus: unknown) => unknown;

/**
 * Compile a path. The query gives undefined when a path that names one place leads nowhere; a path with wildcards,
 * slices or filters gives a list, which may be empty.
 *
 * @throws `SyntaxError`
 */
export const compilePath = (text: string): PathQuery => {
  const path = parsePath(text);
  const start = startOf(path.root);
  const names = plainNames(path.segments);
  if (names !== undefined) return (scope, focus) => follow(names, start(scope, focus));
  return (scope, focus) => {
    const root = start(scope, focus);
    const found = select(path.segments, root, root);
    return path.isDefinite ? found[0] : found;
  };
};

/** The value, or the error that AWS reports for a path without one. */
export const required = (value: unknown, text: string, field: string, input: unknown): unknown => {
  if (value !== undefined) return value;
  const found = JSON.stringify(input);
  const message = `The JSONPath '${text}' specified for the field '${field}' could not be found in the input '${found}'`;
  throw new QueryError('States.Runtime', message);
};

const startOf = (root: Path['root']): PathQuery => {
  if (root.kind === 'data') return (_scope, focus) => focus;
  if (root.kind === 'context') return ({ context }) => context;
  return startOfVariable(root.name);
};

const startOfVariable = (name: string): PathQuery => {
  return ({ variables }) => (Object.hasOwn(variables, name) ? variables[name] : undefined);
};

/** The most common kind of path, which needs no lists. */
const plainNames = (segments: readonly Segment[]): readonly string[] | undefined => {
  const names = segments.map((segment) =>
    segment.kind === 'names' && segment.names.length === 1 ? segment.names[0] : undefined,
  );
  return names.every((name) => name !== undefined) ? names : undefined;
};

const follow = (names: readonly string[], start: unknown): unknown => {
  let value = start;
  for (const name of names) {
    if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, name)) {
      return undefined;
    }
    value = (value as Record<string, unknown>)[name];
  }
  return value;
};
