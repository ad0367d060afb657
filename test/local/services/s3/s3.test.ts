import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import {
  GetBucketEncryptionCommand,
  GetBucketLocationCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCloud } from '../../../../local/cloud.ts';
import { createKernel } from '../../../../local/create-kernel.ts';
import { type OpenEndpoint, serveEndpoint } from '../../../../local/endpoint/serve-endpoint.ts';
import { createS3 } from '../../../../local/services/s3/s3.ts';

const START_MS = Date.UTC(2026, 0, 5);

describe('a bucket, as the client of the SDK sees it', () => {
  let endpoint: OpenEndpoint;
  let s3: S3Client;
  const Bucket = 'assets';

  beforeAll(async () => {
    const cloud = createCloud({ seed: 1, startAtMs: START_MS });
    const template = {
      Resources: {
        Assets: {
          Type: 'AWS::S3::Bucket',
          Properties: {
            BucketName: Bucket,
            BucketEncryption: {
              ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } }],
            },
          },
        },
      },
    };
    await cloud.deploy({ stacks: [{ name: 'S', template, tags: {} }], assetPath: () => '' });
    endpoint = await serveEndpoint(cloud.openWire(), { port: 0 });
    s3 = new S3Client({
      endpoint: endpoint.url,
      region: 'eu-west-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
      maxAttempts: 1,
    });
  });
  afterAll(() => endpoint.close());

  it('has a place and an encryption', async () => {
    expect(await s3.send(new GetBucketLocationCommand({ Bucket }))).toMatchObject({ LocationConstraint: 'eu-west-1' });
    expect(await s3.send(new GetBucketEncryptionCommand({ Bucket }))).toMatchObject({
      ServerSideEncryptionConfiguration: {
        Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } }],
      },
    });
  });

  it('keeps what is put into it, byte for byte, whatever its name', async () => {
    const Key = 'a folder/ü & <x>+%41.bin';
    const content = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    await s3.send(new PutObjectCommand({ Bucket, Key, Body: content, ContentType: 'image/png' }));
    const answer = await s3.send(new GetObjectCommand({ Bucket, Key }));
    expect(await answer.Body?.transformToByteArray()).toEqual(content);
    expect(answer).toMatchObject({ ContentType: 'image/png', LastModified: new Date(START_MS) });
  });

  it('lists its objects by prefix, page by page', async () => {
    for (const Key of ['list/b', 'list/a', 'list/c']) await s3.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
    const first = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'list/', MaxKeys: 2 }));
    expect(first).toMatchObject({ IsTruncated: true, Contents: [{ Key: 'list/a', Size: 6 }, { Key: 'list/b' }] });
    const ContinuationToken = first.NextContinuationToken;
    const second = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'list/', ContinuationToken }));
    expect(second).toMatchObject({ IsTruncated: false, Contents: [{ Key: 'list/c' }] });
  });

  it.each([
    {
      what: 'a bucket that is not there',
      run: () => new GetBucketLocationCommand({ Bucket: 'none' }),
      name: 'NoSuchBucket',
    },
    {
      what: 'an object that is not there',
      run: () => new GetObjectCommand({ Bucket, Key: 'none' }),
      name: 'NoSuchKey',
    },
  ])('says that there is no such thing: $what', async ({ run, name }) => {
    await expect(s3.send(run() as GetObjectCommand)).rejects.toMatchObject({
      name,
      $metadata: { httpStatusCode: 404 },
    });
  });
});

/** A zip archive of files, packed by a method; only what unpacking reads is filled in. */
const zipOf = (files: Readonly<Record<string, string>>, method: 0 | 8 | 9): Buffer => {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, text] of Object.entries(files)) {
    const packed = method === 0 ? Buffer.from(text) : deflateRawSync(text);
    const local = Buffer.alloc(30);
    local.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50);
    entry.writeUInt16LE(method, 10);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(at, 42);
    parts.push(local, Buffer.from(name), packed);
    directory.push(entry, Buffer.from(name));
    at += 30 + name.length + packed.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50);
  end.writeUInt16LE(Object.keys(files).length, 10);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, ...directory, end]);
};

describe('code in a bucket', () => {
  const onDisk = (key: string, content: Uint8Array): string => {
    const { model, onDisk: pathOf } = createS3(createKernel({ seed: 1, startAtMs: START_MS }));
    model.add('assets', 'AES256');
    model.put('assets', key, content, 'application/zip');
    return pathOf('assets', key);
  };

  it.each([0, 8] as const)('is unpacked when it is an archive (method %i)', (method) => {
    const folder = onDisk('code.zip', zipOf({ 'index.js': 'exports.x = 1', 'deep/er.txt': 'hello' }, method));
    expect(readFileSync(join(folder, 'index.js'), 'utf8')).toBe('exports.x = 1');
    expect(readFileSync(join(folder, 'deep/er.txt'), 'utf8')).toBe('hello');
  });

  it('is a file when it is none', () => {
    expect(readFileSync(onDisk('machine.json', Buffer.from('{}')), 'utf8')).toBe('{}');
  });

  it.each([
    { when: 'a file of it would lie outside', content: zipOf({ '../out.txt': 'x' }, 0), message: 'lies outside' },
    { when: 'it is packed in another way', content: zipOf({ 'a.txt': 'x' }, 9), message: 'method 9' },
    { when: 'it is no archive', content: Buffer.from('not a zip archive at all'), message: 'no zip archive' },
  ])('is refused when $when', ({ content, message }) => {
    expect(() => onDisk('code.zip', content)).toThrow(message);
  });
});
