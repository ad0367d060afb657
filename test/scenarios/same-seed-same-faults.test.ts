import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parseFaults } from '../../cli/faults/parse-faults.ts';
import { createFaults } from '../../local/faults/create-faults.ts';
import { faultProfile } from './fault-profile.ts';
import { historyOf, playHour } from './short-life.ts';
import { TUESDAY_10_MS } from './world.ts';

const LOSES_EVENTS = faultProfile === 'events-lost';

it('two runs of one seed and one fault file have equal journals, and the faults strike', async () => {
  const result = parseFaults(readFileSync('test/scenarios/storm.yaml', 'utf8'), 'storm.yaml', TUESDAY_10_MS);
  if (!result.isValid) throw new Error(result.problems.join('\n'));
  const play = () => playHour(1, { faults: createFaults(result.faults) });
  const [one, again] = [await play(), await play()];
  // Of events that are all lost none is left to come late.
  const struck = result.faults.map(({ kind }) => kind).filter((kind) => !(LOSES_EVENTS && kind === 'delay-events'));
  expect(new Set(Object.keys(one.cloud.journal.counts().fault))).toEqual(new Set(struck));
  expect(historyOf(again) === historyOf(one)).toBe(true);
});
