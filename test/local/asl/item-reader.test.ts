import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { memoryObjectStore } from './memory-object-store.ts';
import { runDefinition } from './run-definition.ts';

/** Read items and hand them on as they are. */
const read = async (
  reader: { readonly config?: object; readonly action?: string; readonly key?: string; readonly prefix?: string },
  files: Readonly<Record<string, string | Uint8Array>>,
  input: object = {},
) => {
  const { config, action = 'getObject', key = 'items', prefix } = reader;
  const map = {
    Type: 'Map',
    ItemReader: {
      Resource: `arn:aws:states:::s3:${action}`,
      ...(config === undefined ? {} : { ReaderConfig: config }),
      Parameters: { Bucket: 'data', ...(prefix === undefined ? { Key: key } : { Prefix: prefix }) },
    },
    ItemProcessor: {
      ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
      StartAt: 'B',
      States: { B: { Type: 'Pass', End: true } },
    },
    End: true,
  };
  const execution = await runDefinition({ StartAt: 'A', States: { A: map } }, input, memoryObjectStore(files).work);
  return execution.error === undefined ? execution.output : { error: execution.error, cause: execution.cause };
};

describe('a distributed map reads', () => {
  it.each([
    { what: 'a JSON array', config: { InputType: 'JSON' }, file: '[1, {"a": 2}]', items: [1, { a: 2 }] },
    {
      what: 'an array within JSON',
      config: { InputType: 'JSON', ItemsPointer: '/a~1b/0' },
      file: '{"a/b": [[1, 2]]}',
      items: [1, 2],
    },
    { what: 'lines of JSON', config: { InputType: 'JSONL' }, file: '{"a": 1}\n\n[2]\n', items: [{ a: 1 }, [2]] },
    {
      what: 'CSV with a header',
      config: { InputType: 'CSV', CSVHeaderLocation: 'FIRST_ROW' },
      file: 'x,y\n1,"2, 3"\n4\n',
      items: [
        { x: '1', y: '2, 3' },
        { x: '4', y: '' },
      ],
    },
    {
      what: 'separated values with given headers',
      config: { InputType: 'CSV', CSVHeaderLocation: 'GIVEN', CSVHeaders: ['x'], CSVDelimiter: 'PIPE' },
      file: '1|2\n',
      items: [{ x: '1' }],
    },
    { what: 'not more than asked for', config: { InputType: 'JSON', MaxItems: 2 }, file: '[1,2,3]', items: [1, 2] },
  ])('$what', async ({ config, file, items }) => {
    expect(await read({ config }, { items: file })).toEqual(items);
  });

  it('not more than a path says', async () => {
    const config = { InputType: 'JSON', MaxItemsPath: '$.most' };
    expect(await read({ config }, { items: '[1,2,3]' }, { most: 1 })).toEqual([1]);
  });

  it('the objects of a prefix, over all pages', async () => {
    const files = { 'in/1': 'a', 'in/2': 'bc', 'in/3': '', 'out/1': '' };
    const listed = (Key: string, Size: number) => ({
      Etag: '"e"',
      Key,
      LastModified: Date.parse('2026-01-05T10:00:00Z') / 1000,
      Size,
      StorageClass: 'STANDARD',
    });
    expect(await read({ action: 'listObjectsV2', prefix: 'in/' }, files)).toEqual([
      listed('in/1', 1),
      listed('in/2', 2),
      listed('in/3', 0),
    ]);
  });

  it('the items in the objects of a prefix', async () => {
    const config = { InputType: 'JSON', Transformation: 'LOAD_AND_FLATTEN' };
    const files = { 'in/1': '[1]', 'in/2': '[2, 3]', other: '[4]' };
    expect(await read({ action: 'listObjectsV2', prefix: 'in/', config }, files)).toEqual([1, 2, 3]);
  });

  it('the rows of an inventory', async () => {
    const manifest = {
      destinationBucket: 'arn:aws:s3:::inventory',
      fileFormat: 'CSV',
      fileSchema: 'Bucket, Key, Size',
      files: [{ key: 'data/1.csv.gz' }],
    };
    const files = { items: JSON.stringify(manifest), 'data/1.csv.gz': gzipSync('"b","k","7"\n') };
    expect(await read({ config: { InputType: 'MANIFEST' } }, files)).toEqual([{ Bucket: 'b', Key: 'k', Size: '7' }]);
  });

  it('the files that Athena unloaded', async () => {
    const config = { InputType: 'JSONL', ManifestType: 'ATHENA_DATA' };
    const files = { items: 's3://data/one\ns3://data/two/2\n', one: '1\n2', 'two/2': '3' };
    expect(await read({ config }, files)).toEqual([1, 2, 3]);
  });
});

describe('States.ItemReaderFailed', () => {
  it.each([
    { when: 'there is no such object', file: undefined, cause: 'there is no items' },
    { when: 'the JSON holds no array', file: '{}', cause: 'Attempting to map over non-iterable node.' },
    { when: 'it is no JSON', file: '[', cause: expect.stringContaining('JSON') },
  ])('is reported when $when', async ({ file, cause }) => {
    const files = file === undefined ? {} : { items: file };
    const failed = { error: 'States.ItemReaderFailed', cause };
    expect(await read({ config: { InputType: 'JSON' } }, files)).toEqual(failed);
  });
});
