import { describe, expect, it } from 'vitest';
import { StatesError } from '../../../local/asl/states-error.ts';
import { memoryObjectStore } from './memory-object-store.ts';
import { runDefinition } from './run-definition.ts';

const S3 = { Resource: 'arn:aws:states:::s3:putObject', Arguments: { Bucket: 'results', Prefix: 'jobs' } };

/** A distributed map over 1, 2, 3 that gives [item], and fails for those of `failing`. */
const mapWith = (writer: object | undefined, failing: readonly number[] = [], more: object = {}): object => ({
  QueryLanguage: 'JSONata',
  StartAt: 'A',
  States: {
    A: {
      Type: 'Map',
      Items: [1, 2, 3],
      Label: 'Run',
      ...(writer === undefined ? {} : { ResultWriter: writer }),
      ItemProcessor: {
        ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
        StartAt: 'C',
        States: {
          C: {
            Type: 'Choice',
            Choices: [{ Condition: `{% $states.input in ${JSON.stringify(failing)} %}`, Next: 'F' }],
            Default: 'S',
          },
          F: { Type: 'Fail', Error: 'Bad', Cause: 'why' },
          S: { Type: 'Succeed', Output: ['{% $states.input %}'] },
        },
      },
      ...more,
      End: true,
    },
  },
});

describe('without an export', () => {
  it.each([
    { writer: undefined, output: [[1], [2], [3]] },
    { writer: { WriterConfig: { Transformation: 'COMPACT', OutputType: 'JSON' } }, output: [[1], [2], [3]] },
    { writer: { WriterConfig: { Transformation: 'FLATTEN', OutputType: 'JSON' } }, output: [1, 2, 3] },
    { writer: { WriterConfig: { Transformation: 'FLATTEN', OutputType: 'JSONL' } }, output: '1\n2\n3' },
  ])('$writer.WriterConfig hands on $output', async ({ writer, output }) => {
    expect((await runDefinition(mapWith(writer))).output).toEqual(output);
  });

  it('NONE tells of each child execution', async () => {
    const execution = await runDefinition(mapWith({ WriterConfig: { Transformation: 'NONE' } }));
    const prefix = 'arn:aws:states:eu-west-1:123456789012';
    expect((execution.output as object[])[0]).toEqual({
      ExecutionArn: expect.stringContaining(`${prefix}:execution:machine/Run:`),
      Input: '1',
      InputDetails: { Included: true },
      Name: expect.stringMatching(/^[\da-f-]{36}$/),
      Output: '[1]',
      OutputDetails: { Included: true },
      RedriveCount: 0,
      RedriveStatus: 'NOT_REDRIVABLE',
      RedriveStatusReason: 'Execution is SUCCEEDED and cannot be redriven',
      StartDate: '2026-01-05T10:00:00.000Z',
      StateMachineArn: `${prefix}:stateMachine:machine/Run`,
      Status: 'SUCCEEDED',
      StopDate: '2026-01-05T10:00:00.000Z',
    });
  });
});

describe('exported to a bucket', () => {
  it('results are in a file for each status, which a manifest lists', async () => {
    const { objects, work } = memoryObjectStore();
    const tolerant = { ToleratedFailureCount: 1 };
    const execution = await runDefinition(mapWith(S3, [2], tolerant), {}, work);
    const { MapRunArn, ResultWriterDetails } = execution.output as {
      MapRunArn: string;
      ResultWriterDetails: { Bucket: string; Key: string };
    };
    expect(MapRunArn).toMatch(/^arn:aws:states:eu-west-1:123456789012:mapRun:machine\/Run:/);
    const folder = `jobs/${MapRunArn.split(':').at(-1)}`;
    expect(ResultWriterDetails).toEqual({ Bucket: 'results', Key: `${folder}/manifest.json` });
    const json = (name: string) => JSON.parse(Buffer.from(objects.get(`${folder}/${name}`) ?? []).toString());
    expect(json('manifest.json')).toEqual({
      DestinationBucket: 'results',
      MapRunArn,
      ResultFiles: {
        FAILED: [{ Key: `${folder}/FAILED_0.json`, Size: objects.get(`${folder}/FAILED_0.json`)?.length }],
        PENDING: [],
        SUCCEEDED: [{ Key: `${folder}/SUCCEEDED_0.json`, Size: objects.get(`${folder}/SUCCEEDED_0.json`)?.length }],
      },
    });
    expect(json('SUCCEEDED_0.json')).toMatchObject([{ Output: '[1]' }, { Output: '[3]' }]);
    expect(json('FAILED_0.json')).toMatchObject([{ Error: 'Bad', Cause: 'why', Status: 'FAILED', Input: '2' }]);
  });

  it('FLATTEN and JSONL make one line of each item', async () => {
    const { objects, work } = memoryObjectStore();
    await runDefinition(mapWith({ ...S3, WriterConfig: { Transformation: 'FLATTEN', OutputType: 'JSONL' } }), {}, work);
    const [file] = [...objects].find(([key]) => key.endsWith('SUCCEEDED_0.json'))?.slice(1) ?? [];
    expect(Buffer.from(file as Uint8Array).toString()).toBe('1\n2\n3');
  });

  it('a map that fails leaves what has ended, and what never began as pending', async () => {
    const { objects, work } = memoryObjectStore();
    const execution = await runDefinition(mapWith(S3, [2], { MaxConcurrency: 1 }), {}, work);
    expect(execution.error).toBe('States.ExceedToleratedFailureThreshold');
    const names = [...objects.keys()].map((key) => key.split('/').at(-1));
    expect(names).toEqual(['FAILED_0.json', 'PENDING_0.json', 'SUCCEEDED_0.json', 'manifest.json']);
  });

  it('fails with States.ResultWriterFailed when the bucket does not take it', async () => {
    const execution = await runDefinition(mapWith(S3), {}, ({ resource }) =>
      Promise.reject(
        resource.service === 's3' ? new StatesError('S3.NoSuchBucket', 'no bucket') : new Error('unasked'),
      ),
    );
    expect(execution).toMatchObject({ status: 'FAILED', error: 'States.ResultWriterFailed', cause: 'no bucket' });
  });
});

it('an express child has five minutes', async () => {
  const processor = {
    ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'EXPRESS' },
    StartAt: 'W',
    States: { W: { Type: 'Wait', Seconds: 301, End: true } },
  };
  const execution = await runDefinition(mapWith(undefined, [], { ItemProcessor: processor }));
  expect(execution.error).toBe('States.ExceedToleratedFailureThreshold');
  expect(execution.endedAtMs).toBe(execution.startedAtMs + 300_000);
});
