import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parseFaults } from '../../cli/faults/parse-faults.ts';
import { createFaults } from '../../local/faults/create-faults.ts';
import { playHour } from './short-life.ts';
import { TUESDAY_10_MS, type World } from './world.ts';

it('two runs of one seed have equal journals, byte for byte, and another seed has another', async () => {
  const [one, again, other] = [await playHour(1), await playHour(1), await playHour(2)].map(history);
  expect(one).toMatch(/rubato-demo-scale-tier.*rubato-demo-heal-instance/s);
  expect(again === one).toBe(true);
  expect(other === one).toBe(false);
});

it('two runs of one seed and one fault file have equal journals, and the faults strike', async () => {
  const result = parseFaults(readFileSync('test/scenarios/storm.yaml', 'utf8'), 'storm.yaml', TUESDAY_10_MS);
  if (!result.isValid) throw new Error(result.problems.join('\n'));
  const play = () => playHour(1, { faults: createFaults(result.faults) });
  const [one, again] = [await play(), await play()];
  expect(new Set(Object.keys(one.cloud.journal.counts().fault))).toEqual(
    new Set(result.faults.map(({ kind }) => kind)),
  );
  expect(history(again) === history(one)).toBe(true);
});

/** Every entry, and what was only counted. */
const history = ({ cloud: { journal } }: World): string =>
  [...journal.entries, journal.counts()].map((entry) => JSON.stringify(entry)).join('\n');
