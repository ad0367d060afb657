import { nearestWord } from './nearest-word.ts';
import type { Path } from './yaml-source.ts';

/** Something wrong at a path; `message` says what was found and what is allowed. `part`: whether the key or the value is wrong. */
export interface PathProblem {
  readonly path: Path;
  readonly part: 'key' | 'value';
  readonly message: string;
  /** Keys of which one must be beside the others, and none is. */
  readonly missing?: readonly string[];
  /** Whether the key is one that nobody knows. */
  readonly isUnknown?: true;
}

/** One value in the content of a blueprint as it was written, with its path. */
export interface Entry {
  readonly path: Path;
  readonly value: unknown;
}

/** The value at a path, undefined when there is none. */
export function at(content: unknown, path: Path): unknown {
  let value = content;
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = Reflect.get(value, step);
  }
  return value;
}

/** What a mapping or a list at a path holds; nothing when there is neither. */
export function entries(content: unknown, path: Path): Entry[] {
  const parent = at(content, path);
  if (typeof parent !== 'object' || parent === null) return [];
  const isList = Array.isArray(parent);
  return Object.entries(parent).map(([key, value]) => ({ path: [...path, isList ? Number(key) : key], value }));
}

export const isMapping = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const longestText = 60;

/** A value as a message shows it: short, and on one line. */
export function describe(value: unknown): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object') return Object.keys(value).length === 0 ? 'an empty mapping' : 'a mapping';
  if (typeof value !== 'string') return String(value);
  return JSON.stringify(value.length > longestText ? `${value.slice(0, longestText)}...` : value);
}

export const problem = (path: Path, message: string): PathProblem => ({ path, part: 'value', message });

/** @param others keys that would do as well */
export const missing = (path: Path, allowed: string, ...others: readonly string[]): PathProblem => ({
  ...problem(path, `is missing, ${allowed}`),
  missing: [String(path.at(-1)), ...others],
});

/** A number of instances in its place; of any other value the schema has told. */
export function sizeAt(content: unknown, path: Path): number | undefined {
  const found = at(content, path);
  return typeof found === 'number' && Number.isInteger(found) && found >= 1 ? found : undefined;
}

/** " (did you mean x?)", or nothing when no word is near. */
export function hint(found: string, allowed: readonly string[]): string {
  const nearest = nearestWord(found, allowed);
  return nearest === null ? '' : ` (did you mean ${nearest}?)`;
}

/** The value at a path refers to a name that `collection` at the top of the file does not define. */
export function unknownName(content: unknown, path: Path, collection: string): PathProblem[] {
  const found = at(content, path);
  const defined = at(content, [collection]);
  // Of a collection that is no mapping the schema has told.
  if (typeof found !== 'string' || (defined !== undefined && !isMapping(defined))) return [];
  const names = entries(content, [collection]).map((entry) => String(entry.path.at(-1)));
  if (names.includes(found)) return [];
  const allowed =
    names.length === 0 ? `but there are no ${collection}` : `must be one of ${collection}: ${names.join(', ')}`;
  return [problem(path, `found ${describe(found)}${hint(found, names)}, ${allowed}`)];
}

/** Each entry whose value an earlier one already has. */
export function repeats(all: readonly Entry[], allowed: string): PathProblem[] {
  const first = new Map<unknown, Path>();
  return all.flatMap(({ path, value }) => {
    if (typeof value !== 'string') return [];
    const earlier = first.get(value);
    if (earlier === undefined) first.set(value, path);
    return earlier === undefined
      ? []
      : [problem(path, `found ${describe(value)} again (see ${pathText(earlier)}), ${allowed}`)];
  });
}

/** `tiers.web.load[0]` */
export const pathText = (path: Path): string =>
  path.map((step, index) => (typeof step === 'number' ? `[${step}]` : `${index === 0 ? '' : '.'}${step}`)).join('');
