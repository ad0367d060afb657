import { at, entries, type PathProblem, repeats, unknownName } from './content.ts';

/** What a schema cannot say of environments. Passes over what has the wrong shape: the schema has told that. */
export function environmentProblems(content: unknown): PathProblem[] {
  const environments = entries(content, ['environments']);
  return [
    ...environments.flatMap(({ path }) => [
      ...unknownName(content, [...path, 'schedule'], 'schedules'),
      ...repeats(entries(content, [...path, 'stages']), 'must be a stage of its own'),
    ]),
    ...repeats(
      environments.map(({ path, value }) => ({ path: [...path, 'tag'], value: tagOf(value) })),
      'must be the tag of one environment only',
    ),
  ];
}

function tagOf(environment: unknown): unknown {
  const tag = at(environment, ['tag']);
  if (typeof tag === 'string') return tag;
  const [key, value] = [at(tag, ['key']), at(tag, ['value'])];
  return typeof key === 'string' && typeof value === 'string' ? `${key}=${value}` : undefined;
}
