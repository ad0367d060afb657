import { lengthlessDates } from '../schedule/lengthless-dates.ts';
import { at, describe, entries, hint, isMapping, type PathProblem, problem, repeats, unknownName } from './content.ts';
import { beginPattern, daysPattern, endPattern, parsePeriod } from './parse-period.ts';
import type { Path } from './yaml-source.ts';

/** What a schema cannot say of schedules. Passes over what has the wrong shape: the schema has told that. */
export const scheduleProblems = (content: unknown): PathProblem[] =>
  entries(content, ['schedules']).flatMap(({ path }) => {
    const calendars = entries(content, [...path, 'calendars']);
    const zone = timeZoneProblems(content, [...path, 'timeZone']);
    return [
      ...zone,
      ...calendars.flatMap((calendar) => unknownName(content, calendar.path, 'calendars')),
      ...repeats(calendars, 'must be named once'),
      ...contradictions(
        content,
        calendars.map(({ value }) => value),
        path,
      ),
      ...entries(content, [...path, 'periods']).flatMap((period) =>
        periodProblems(period.value, period.path, zone.length === 0 ? at(content, [...path, 'timeZone']) : undefined),
      ),
    ];
  });

/** A name in the place of a time zone that is none. */
export function timeZoneProblems(content: unknown, path: Path): PathProblem[] {
  const found = at(content, path);
  if (typeof found !== 'string' || !/^[A-Za-z]/.test(found) || isTimeZone(found)) return [];
  const near = hint(found, Intl.supportedValuesOf('timeZone'));
  return [problem(path, `found ${describe(found)}${near}, must be an IANA time zone such as Europe/Rome`)];
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

function contradictions(content: unknown, names: readonly unknown[], schedule: Path): PathProblem[] {
  const datesTreatedAs = (treatAs: string): unknown[] =>
    names
      .filter((name) => typeof name === 'string' && at(content, ['calendars', name, 'treatAs']) === treatAs)
      .flatMap((name) => entries(content, ['calendars', String(name), 'dates']).map(({ value }) => value));
  const off = new Set(datesTreatedAs('off'));
  const both = datesTreatedAs('on').filter((date) => off.has(date));
  if (both.length === 0) return [];
  const message = `found calendars that treat ${describe(both[0])} as on and as off, must agree on each date`;
  return [problem([...schedule, 'calendars'], message)];
}

const matching = (value: unknown, pattern: RegExp): string | undefined =>
  typeof value === 'string' && pattern.test(value) ? value : undefined;

function periodProblems(value: unknown, path: Path, timeZone: unknown): PathProblem[] {
  if (!isMapping(value)) return [];
  if (Object.keys(value).length === 0) return [problem(path, 'found an empty mapping, must have days, begin or end')];
  const days = matching(at(value, ['days']), daysPattern);
  const begin = matching(at(value, ['begin']), beginPattern);
  const end = matching(at(value, ['end']), endPattern);
  if (typeof timeZone !== 'string' || begin === undefined || end === undefined) return [];
  if (days === undefined && at(value, ['days']) !== undefined) return [];
  const date = lengthlessDates(parsePeriod({ days, begin, end }), timeZone)[0];
  if (date === undefined) return [];
  const found = `found ${begin} to ${end}, which has no length on ${date} because the clocks of ${timeZone} skip it`;
  return [problem([...path, 'begin'], `${found}, must reach beyond the skipped time or leave out that day`)];
}
