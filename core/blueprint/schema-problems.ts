import type * as z from 'zod';
import { at, describe, hint, missing, type PathProblem, problem } from './content.ts';
import type { Path } from './yaml-source.ts';

type Issue = z.core.$ZodIssue;

/**
 * What the schema finds wrong, in our words. Each message of the schema is the sentence of what is allowed at that place;
 * that of an unknown key is the list of the known ones (schema-parts.ts).
 */
export const schemaProblems = (issues: readonly Issue[], content: unknown): PathProblem[] =>
  issues.flatMap((issue) => problemsOf(issue, [], content));

function problemsOf(issue: Issue, base: Path, content: unknown): PathProblem[] {
  const path = [...base, ...issue.path.map((key) => (typeof key === 'number' ? key : String(key)))];
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey([...path, key], issue.message));
  if (issue.code === 'invalid_key') {
    return [{ path, part: 'key', message: `found ${describe(String(path.at(-1)))}, ${issue.message}` }];
  }
  const branch = issue.code === 'invalid_union' ? intendedBranch(issue.errors) : undefined;
  if (branch !== undefined) return branch.flatMap((inner) => problemsOf(inner, path, content));
  const found = at(content, path);
  return [
    found === undefined ? missing(path, issue.message) : problem(path, `found ${describe(found)}, ${issue.message}`),
  ];
}

/** Of several forms, the one that was meant: of the right kind at least, and with the fewest things wrong. */
function intendedBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  const isOfKind = (issues: readonly Issue[]): boolean =>
    issues.every(({ code, path }) => path.length > 0 || code === 'unrecognized_keys' || code === 'invalid_format');
  return branches.filter(isOfKind).sort((a, b) => wrongs(a) - wrongs(b))[0];
}

const wrongs = (issues: readonly Issue[]): number =>
  issues.reduce((sum, issue) => sum + (issue.code === 'unrecognized_keys' ? issue.keys.length : 1), 0);

function unknownKey(path: Path, allowedKeys: string): PathProblem {
  const key = String(path.at(-1));
  const message = `found the unknown key ${describe(key)}${hint(key, allowedKeys.split(', '))}, must be one of ${allowedKeys}`;
  return { path, part: 'key', message, isUnknown: true };
}
