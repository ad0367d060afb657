import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { aliasesBetween, matchesRecording } from './matches-recording.ts';
import { replayVector } from './replay-vector.ts';
import { detailsOf, type Vector } from './vector.ts';

const folder = process.env['RUBATO_VECTORS'] ?? '../shared/vectors';
const file = join(folder, 'asl.json');
const isThere = existsSync(file);
if (!isThere) process.stdout.write(`skipped: there is no ${file}; RUBATO_VECTORS names the folder of the vectors\n`);
const vectors: readonly Vector[] = isThere ? JSON.parse(readFileSync(file, 'utf8')) : [];

/** Cases that do not pass, each with the reason. */
const FAILING: Readonly<Record<string, string>> = {
  'scenarios/test_base_scenarios.py::TestBaseScenarios::test_max_concurrency_path_negative':
    'the recording ends with ExecutionStarted: it says nothing of how the execution ended',
};

/** What differs from the recording; undefined when nothing does. */
const difference = async (vector: Vector): Promise<string | undefined> => {
  const execution = await replayVector(vector);
  const last = vector.events.at(-1);
  const actual = execution.history().at(-1);
  if (actual?.type !== last?.type)
    return `${actual?.type} (${execution.error}: ${execution.cause}) is not ${last?.type}`;
  const recorded = detailsOf(last);
  if (last?.type === 'ExecutionSucceeded') {
    const aliases = aliasesBetween(vector.input, detailsOf(vector.events[0])['input']);
    if (matchesRecording(execution.output, recorded['output'], aliases)) return undefined;
    return `output ${JSON.stringify(execution.output)} is not ${JSON.stringify(recorded['output'])}`;
  }
  return execution.error === recorded['error'] ? undefined : `error ${execution.error} is not ${recorded['error']}`;
};

describe.skipIf(!isThere)(`executions recorded on AWS (${isThere ? file : `skipped, there is no ${file}`})`, () => {
  it('end as they were recorded, but for those that are listed with a reason', async () => {
    const differences: Record<string, string> = {};
    for (const vector of vectors) {
      const found = await difference(vector).catch((thrown: unknown) => `threw ${String(thrown)}`);
      if (found !== undefined) differences[vector.id] = found;
    }
    const unexpected = Object.fromEntries(Object.entries(differences).filter(([id]) => !(id in FAILING)));
    expect(unexpected).toEqual({});
    expect(new Set(Object.keys(differences))).toEqual(new Set(Object.keys(FAILING)));
  });
});
