import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { parseBlueprint } from '../../../core/blueprint/parse-blueprint.ts';

/** A right blueprint that has nearly every key. */
const whole = readFileSync(new URL('every-key.yaml', import.meta.url), 'utf8');

const problemsOf = (text: string) => {
  const result = parseBlueprint(text, 'b.yaml');
  return result.isValid ? [] : result.problems;
};

type Place = readonly (string | number)[];

/** A place in the blueprint, and all that lie in it. */
function placesIn(value: unknown, place: Place): Place[] {
  if (typeof value !== 'object' || value === null) return [place];
  const parts = Object.entries(value).map(([key, part]) => ({ key: Array.isArray(value) ? Number(key) : key, part }));
  return [place, ...parts.flatMap(({ key, part }) => placesIn(part, [...place, key]))];
}

/** The blueprint with another value in a place, as JSON, which is YAML. */
const at = (place: Place, value: unknown): string => {
  const changed: unknown = parse(whole);
  const holder = place.slice(0, -1).reduce((part, key) => Reflect.get(Object(part), key), changed);
  Reflect.set(Object(holder), place.at(-1) ?? '', value);
  return JSON.stringify(changed);
};

describe('a fault in a blueprint is told once', () => {
  it('and there is none in the one that these begin with', () => expect(problemsOf(whole)).toEqual([]));

  it.each([
    ['events that are a mapping', ['tiers', 'web', 'events'], {}, 'must be a list of at least one'],
    ['events by name', ['tiers', 'web', 'events'], { a: {}, b: {} }, 'must be a list of at least one'],
    ['periods by name', ['schedules', 'office', 'periods'], { a: {} }, 'must be a list of at least one'],
    ['schedules that are a list', ['schedules'], [{}], 'must be a mapping of names to their settings'],
    ['calendars that are a word', ['calendars'], 'x', 'must be a mapping of names to their settings'],
    ['healing of nothing', ['healing'], null, 'must be a mapping of names to their settings'],
    ['a max that is no size', ['tiers', 'web', 'max'], -1, 'must be a whole number from 1 to 10000'],
    ['a max between two sizes', ['tiers', 'api', 'max'], 1.5, 'must be a whole number from 1 to 10000'],
    ['a step from behind its end', ['tiers', 'web', 'shadow', 'scaleOut', 'steps', 0, 'from'], 5, 'must be above from'],
    ['a step that is too long', ['tiers', 'web', 'shadow', 'scaleOut', 'steps', 0, 'to'], 0.3, 'must be 0.3'],
    ['a policy without its type', ['tiers', 'web', 'policy'], 'hpa', 'or a mapping with the type adaptive'],
  ])('%s', (_, place, value, says) => {
    expect(problemsOf(at(place, value)).map(({ message }) => message)).toEqual([expect.stringContaining(says)]);
  });

  it.each([
    ['group: api', 'goup: api', 'tiers.api.goup: found the unknown key "goup" (did you mean group?)'],
    [
      'minutes: 120',
      'minuts: 120',
      'tiers.web.events[0].minuts: found the unknown key "minuts" (did you mean minutes?)',
    ],
    [
      'stages: [a, b]',
      'stage: [a, b]',
      'environments.staging.stage: found the unknown key "stage" (did you mean stages?)',
    ],
  ])('a key that is misspelt: %s', (right, wrong, says) => {
    expect(problemsOf(whole.replace(right, wrong)).map(({ path, message }) => `${path}: ${message}`)).toEqual([
      expect.stringContaining(says),
    ]);
  });

  it('whatever stands in whichever place: nothing is told of what lies in a value that is wrong itself', () => {
    const values = [null, 'x', -1.5, [{}], { a: {} }];
    const echoes = placesIn(parse(whole), []).flatMap((place) =>
      place.length === 0
        ? []
        : values.flatMap((value) => {
            const problems = problemsOf(at(place, value)).filter(({ message }) => !message.startsWith('is missing'));
            const isEcho = (path: string): boolean =>
              problems.some((other) => path.startsWith(`${other.path}.`) || path.startsWith(`${other.path}[`));
            return problems.filter(({ path }) => isEcho(path)).map(({ text }) => text);
          }),
    );
    expect(echoes).toEqual([]);
  });
});
