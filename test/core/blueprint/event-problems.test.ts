import { describe, expect, it } from 'vitest';
import { parseBlueprint } from '../../../core/blueprint/parse-blueprint.ts';

/** A tier of up to 40 instances of 1,000 with one event more. */
const read = (event: string, metric = 'counts: total') =>
  parseBlueprint(
    `installation: shop
tiers:
  web:
    group: web-group
    min: 2
    max: 40
    servedPerInstancePerMinute: 1000
    load: [{ namespace: Shop, metric: Hits, dimensions: {}, ${metric} }]
    events:
      - { name: derby, timeZone: Europe/Rome, start: 2026-01-13T20:45, minutes: 120, instances: 9 }
      - { ${event} }
`,
    'b.yaml',
  );

const problems = (event: string, metric?: string): string[] => {
  const result = read(event, metric);
  return result.isValid ? [] : result.problems.map(({ path, message }) => `${path}: ${message}`);
};

const eventOf = (event: string) => {
  const result = read(event);
  return result.isValid ? result.blueprint.tiers['web']?.events[1] : result.problems.map(({ text }) => text);
};

describe('known events', () => {
  it('are instants and instances, whichever way they are written', () => {
    const sale = {
      name: 'sale',
      startMs: Date.parse('2026-07-04T16:00:00Z'),
      endMs: Date.parse('2026-07-04T19:30:00Z'),
    };
    const begin = 'name: sale, timeZone: Europe/Rome, start: 2026-07-04T18:00';
    expect(eventOf(`${begin}, end: 2026-07-04 21:30, load: 30001`)).toEqual({ ...sale, size: 31 });
    expect(eventOf(`${begin}, minutes: 210, instances: 31`)).toEqual({ ...sale, size: 31 });
  });

  it('begin after the gap when a clock change skips their time', () => {
    const event = 'name: night, timeZone: Europe/Rome, start: 2026-03-29T02:30, minutes: 60, instances: 3';
    expect(eventOf(event)).toMatchObject({ startMs: Date.parse('2026-03-29T01:00:00Z') });
  });

  const rest = 'minutes: 60, instances: 3';
  const whole = `timeZone: Europe/Rome, start: 2026-07-04T18:00, ${rest}`;
  it.each([
    ['a name twice', `name: derby, ${whole}`, /^tiers.web.events\[1\].name: found "derby" again/],
    [
      'no time zone',
      `name: a, timeZone: Europe/Romme, start: 2026-07-04T18:00, ${rest}`,
      /did you mean Europe\/Rome\?/,
    ],
    [
      'no date',
      `name: a, timeZone: Europe/Rome, start: 2026-02-30T18:00, ${rest}`,
      /start: .*must be a date that exists/,
    ],
    ['no time', `name: a, timeZone: Europe/Rome, start: 2026-07-04, ${rest}`, /must be a date and a time such as/],
    [
      'neither end nor length',
      'name: a, timeZone: UTC, start: 2026-07-04T18:00, instances: 3',
      /end: is missing, .*minutes/,
    ],
    ['both', `name: a, end: 2026-07-04T19:00, ${whole}`, /minutes: found beside end/],
    ['neither load nor instances', 'name: a, timeZone: UTC, start: 2026-07-04T18:00, minutes: 3', /load: is missing/],
    ['both of them', `name: a, load: 3, ${whole}`, /instances: found beside load/],
    [
      'an end that is not after the start',
      'name: a, timeZone: UTC, start: 2026-07-04T18:00, end: 2026-07-04T18:00, instances: 3',
      /end: found "2026-07-04T18:00", must be after start/,
    ],
    [
      'a clock change that skips all of it',
      'name: a, timeZone: Europe/Rome, start: 2026-03-29T02:15, end: 2026-03-29T02:45, instances: 3',
      /end: found "2026-03-29T02:45", but the clocks of Europe\/Rome skip all from start, which is "2026-03-29T02:15", up to it; must be after the skipped time$/,
    ],
    [
      'more than max',
      'name: a, timeZone: UTC, start: 2026-07-04T18:00, minutes: 3, load: 40001',
      /load: found 40001, which takes 41 instances, must be at most max, which is 40/,
    ],
    ['an unknown key', `name: a, factor: 3, ${whole}`, /factor: found the unknown key "factor"/],
  ])('are refused with %s', (_, event, says) => {
    const found = problems(event);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(says);
  });

  it('are refused with a load where the load is an average over the instances', () => {
    const event = 'name: a, timeZone: UTC, start: 2026-07-04T18:00, minutes: 3, load: 80';
    expect(problems(event, 'counts: perInstance')).toEqual([
      "tiers.web.events[1].load: found 80, must be instances instead: the tier's first metric is an average over its instances",
    ]);
  });
});
