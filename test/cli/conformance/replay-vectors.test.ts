import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { replayVectors } from '../../../cli/conformance/replay-vectors.ts';

const execution = (id: string, state: object, last: object) => ({
  id,
  definition: { QueryLanguage: 'JSONata', StartAt: 'Only', States: { Only: state } },
  input: {},
  jsonata: true,
  events: [
    { id: 1, previousEventId: 0, type: 'ExecutionStarted', executionStartedEventDetails: { input: '{}' } },
    { id: 2, previousEventId: 1, ...last },
  ],
});
const succeedsWith = (output: unknown) => ({
  type: 'ExecutionSucceeded',
  executionSucceededEventDetails: { output: JSON.stringify(output) },
});

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rubato-vectors-'));
});
afterEach(() => rmSync(folder, { recursive: true }));
const write = (name: string, content: unknown): void => writeFileSync(join(folder, name), JSON.stringify(content));

it('tries every execution: one that differs and one that cannot even be compiled have failed', async () => {
  write('any-name.json', [
    execution('agrees', { Type: 'Succeed', Output: 7 }, succeedsWith(7)),
    execution('differs', { Type: 'Succeed', Output: 7 }, succeedsWith(8)),
    execution('unknown', { Type: 'Rest' }, succeedsWith(8)),
    { id: 'half', definition: {} },
    null,
  ]);
  const [result] = await replayVectors(folder);
  expect(result).toMatchObject({ title: 'Step Functions executions', passed: 1, skipped: 0 });
  expect(result?.failed.map(({ name }) => name)).toEqual(['differs', 'unknown', 'half', 'null']);
  expect(result?.demands).toMatchObject([
    { of: 'all', passed: 1, tried: 5, isMet: false },
    { of: 'JSONata', passed: 1, tried: 3, isMet: false },
  ]);
});

it('answers each iteration of a map with what was recorded for its own arguments', async () => {
  const scheduled = (id: number, previousEventId: number, item: string) => ({
    id,
    previousEventId,
    type: 'TaskScheduled',
    taskScheduledEventDetails: { parameters: JSON.stringify({ FunctionName: item }) },
  });
  const succeeded = (id: number, previousEventId: number, item: string) => ({
    id,
    previousEventId,
    type: 'TaskSucceeded',
    taskSucceededEventDetails: { output: JSON.stringify(`of ${item}`) },
  });
  const entered = (id: number) => ({
    id,
    previousEventId: 1,
    type: 'TaskStateEntered',
    stateEnteredEventDetails: { name: 'Work' },
  });
  const recorded = execution(
    'out of order',
    {
      Type: 'Map',
      Items: ['a', 'b'],
      ItemProcessor: {
        StartAt: 'Work',
        States: {
          Work: {
            Type: 'Task',
            Resource: 'arn:aws:states:::lambda:invoke',
            Arguments: { FunctionName: '{% $states.input %}' },
            End: true,
          },
        },
      },
      End: true,
    },
    {},
  );
  const [started] = recorded.events;
  const events: unknown[] = [started, entered(2), entered(3), scheduled(4, 2, 'a'), scheduled(5, 3, 'b')];
  events.push(succeeded(6, 5, 'b'), succeeded(7, 4, 'a'), {
    id: 8,
    previousEventId: 7,
    ...succeedsWith(['of a', 'of b']),
  });
  write('maps.json', [{ ...recorded, events }]);
  expect((await replayVectors(folder))[0]?.failed).toEqual([]);
});

it('stops an execution that somebody stopped while it waited', async () => {
  const end = { type: 'ExecutionAborted', executionAbortedEventDetails: { error: 'Enough' } };
  const waits = { Type: 'Wait', Seconds: 60, End: true };
  write('aborted.json', [execution('stopped', waits, end), execution('not stopped', waits, succeedsWith({}))]);
  expect((await replayVectors(folder))[0]?.failed).toEqual([]);
});

it('answers the reader of a map from what the map is recorded to have given', async () => {
  const map = (reader: object) => ({
    Type: 'Map',
    ItemReader: { ...reader, Arguments: { Bucket: 'b', Key: 'k' } },
    ItemProcessor: {
      ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
      StartAt: 'Item',
      States: { Item: { Type: 'Pass', End: true } },
    },
    End: true,
  });
  const recorded = (id: string, state: object, items: readonly object[]) => {
    const { events, ...others } = execution(id, state, succeedsWith(items));
    const [started, ended] = events;
    const details = { name: 'Only', output: JSON.stringify(items) };
    const exited = { id: 2, previousEventId: 1, type: 'MapStateExited', stateExitedEventDetails: details };
    return { ...others, events: [started, exited, { ...ended, id: 3 }] };
  };
  const getObject = 'arn:aws:states:::s3:getObject';
  const csv = { InputType: 'CSV', CSVHeaderLocation: 'FIRST_ROW' };
  const listed = { Etag: 'e', Key: 'k', LastModified: 1_700_000_000, Size: 1, StorageClass: 'STANDARD' };
  write('maps.json', [
    recorded('csv', map({ Resource: getObject, ReaderConfig: csv }), [{ a: '1', b: '2' }]),
    recorded('lines', map({ Resource: getObject, ReaderConfig: { InputType: 'JSONL' } }), [{ a: 1 }, { b: [2] }]),
    recorded('inventory', map({ Resource: getObject, ReaderConfig: { InputType: 'MANIFEST' } }), [{ Key: 'x' }]),
    recorded('listing', map({ Resource: 'arn:aws:states:::s3:listObjectsV2' }), [listed]),
  ]);
  expect((await replayVectors(folder))[0]?.failed).toEqual([]);
});

it('says of cases that it has no engine for that they are skipped, and why', async () => {
  write('weather.json', { vectors: [{ sky: 'blue' }] });
  const [result] = await replayVectors(folder);
  expect(result).toMatchObject({ passed: 0, skipped: 1 });
  expect(result?.skippedBecause).toContain('no engine');
});

it('refuses a place without vectors', async () => {
  await expect(replayVectors(folder)).rejects.toThrow(`--vectors: found no .json file at ${folder}`);
  writeFileSync(join(folder, 'broken.json'), '{');
  await expect(replayVectors(folder)).rejects.toThrow('broken.json: is no JSON');
});
