import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parseFaults } from '../../cli/faults/parse-faults.ts';
import { createFaults } from '../../local/faults/create-faults.ts';
import { historyOf, playHour } from './short-life.ts';
import { TUESDAY_10_MS } from './world.ts';

it('two runs of one seed and one fault file have equal journals, and the faults strike', async () => {
  const result = parseFaults(readFileSync('test/scenarios/storm.yaml', 'utf8'), 'storm.yaml', TUESDAY_10_MS);
  if (!result.isValid) throw new Error(result.problems.join('\n'));
  const play = () => playHour(1, { faults: createFaults(result.faults) });
  const [one, again] = [await play(), await play()];
  expect(new Set(Object.keys(one.cloud.journal.counts().fault))).toEqual(
    new Set(result.faults.map(({ kind }) => kind)),
  );
  expect(historyOf(again) === historyOf(one)).toBe(true);
});
