import { at, describe, entries, isMapping, missing, type PathProblem, problem, repeats, sizeAt } from './content.ts';
import { type EventSource, eventSource } from './event-schema.ts';
import { expandEvent } from './expand-event.ts';
import { timeZoneProblems } from './schedule-problems.ts';
import type { Path } from './yaml-source.ts';

/** What a schema cannot say of a tier's known events. Passes over what has the wrong shape: the schema has told that. */
export function eventProblems(content: unknown, tier: Path): PathProblem[] {
  const events = entries(content, [...tier, 'events']);
  return [
    ...repeats(
      events.map(({ path }) => ({ path: [...path, 'name'], value: at(content, [...path, 'name']) })),
      'must be the name of one event of the tier',
    ),
    ...events.flatMap(({ path, value }) => {
      const zone = timeZoneProblems(content, [...path, 'timeZone']);
      const problems = [
        ...zone,
        ...oneOfTwo(value, path, 'end', 'minutes'),
        ...oneOfTwo(value, path, 'load', 'instances'),
      ];
      return problems.length > 0 ? problems : wholeEventProblems(content, tier, path);
    }),
  ];
}

function oneOfTwo(value: unknown, path: Path, one: string, other: string): PathProblem[] {
  if (!isMapping(value)) return [];
  const found = [one, other].filter((key) => at(value, [key]) !== undefined);
  if (found.length === 1) return [];
  return found.length === 0
    ? [missing([...path, one], `must be there unless ${other} is`, other)]
    : [problem([...path, other], `found beside ${one}, must be one of the two`)];
}

/** Of an event that is right in itself: whether it has a length, and room in the tier. */
function wholeEventProblems(content: unknown, tier: Path, path: Path): PathProblem[] {
  const parsed = eventSource.safeParse(at(content, path));
  if (!parsed.success) return [];
  const served =
    at(content, [...tier, 'load', 0, 'servedPerInstancePerMinute']) ??
    at(content, [...tier, 'servedPerInstancePerMinute']);
  const { startMs, endMs, size } = expandEvent(
    parsed.data,
    typeof served === 'number' ? served : Number.POSITIVE_INFINITY,
  );
  const { load } = parsed.data;
  const length = endMs > startMs ? [] : [lengthProblem(parsed.data, path)];
  if (load !== undefined && at(content, [...tier, 'load', 0, 'counts']) === 'perInstance') {
    const why = "the tier's first metric is an average over its instances";
    return [...length, problem([...path, 'load'], `found ${load}, must be instances instead: ${why}`)];
  }
  const max = sizeAt(content, [...tier, 'max']);
  if (max === undefined || size <= max) return length;
  const [key, found] =
    load === undefined ? ['instances', `${size}`] : ['load', `${load}, which takes ${size} instances`];
  return [...length, problem([...path, key], `found ${found}, must be at most max, which is ${max}`)];
}

function lengthProblem({ start, end = '', timeZone }: EventSource, path: Path): PathProblem {
  const found = `found ${describe(end)}`;
  const allowed =
    end.replace(' ', 'T') > start.replace(' ', 'T')
      ? `but the clocks of ${timeZone} skip all from start, which is ${describe(start)}, up to it; must be after the skipped time`
      : `must be after start, which is ${describe(start)} in ${timeZone}`;
  return problem([...path, 'end'], `${found}, ${allowed}`);
}
