import { describe, expect, it } from 'vitest';
import { parseEvents } from '../../../core/blueprint/parse-events.ts';

const read = (text: string) => {
  const result = parseEvents(text, 'e.yaml', 100);
  return result.isValid ? result.events : result.problems.map((problem) => problem.text);
};
const sale = 'name: sale, timeZone: Europe/Rome, start: 2026-07-04T18:00, minutes: 60';

describe('events by themselves', () => {
  it('are read as a tier of the blueprint has them', () => {
    const event = { name: 'sale', timeZone: 'Europe/Rome', start: '2026-07-04T18:00', minutes: 60, load: 40_000 };
    expect(read(`events: [{ ${sale}, load: 40000 }]`)).toEqual([event]);
  });

  it.each([
    ['nothing', '', 'e.yaml:1:1 events: is missing, must be a list'],
    ['no YAML', 'events: [', 'e.yaml:1:10: found text that is not YAML'],
    ['another key', `events: [{ ${sale}, load: 1 }]\nzone: UTC`, 'e.yaml:2:1 zone: found the unknown key "zone"'],
    ['a list alone', `- { ${sale} }`, 'e.yaml:1:1: found a list, must be a mapping of events'],
    ['no size', `events: [{ ${sale} }]`, 'e.yaml:1:10 events[0].load: is missing, must be there unless instances is'],
    [
      'one name twice',
      `events: [{ ${sale}, load: 1 }, { ${sale}, load: 1 }]`,
      'e.yaml:1:104 events[1].name: found "sale" again',
    ],
    [
      'too many',
      `events: [{ ${sale}, instances: 101 }]`,
      'e.yaml:1:96 events[0].instances: found 101, must be at most max',
    ],
  ])('are refused with one sentence and its place: %s', (_, text, says) => {
    expect(read(text)).toEqual([expect.stringContaining(says)]);
  });
});
