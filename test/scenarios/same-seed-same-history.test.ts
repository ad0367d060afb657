import { expect, it } from 'vitest';
import { playHour } from './short-life.ts';
import type { World } from './world.ts';

it('two runs of one seed have equal journals, byte for byte, and another seed has another', async () => {
  const [one, again, other] = [await playHour(1), await playHour(1), await playHour(2)].map(history);
  expect(one).toMatch(/rubato-demo-scale-tier.*rubato-demo-heal-instance/s);
  expect(again === one).toBe(true);
  expect(other === one).toBe(false);
});

/** Every entry, and what was only counted. */
const history = ({ cloud: { journal } }: World): string =>
  [...journal.entries, journal.counts()].map((entry) => JSON.stringify(entry)).join('\n');
