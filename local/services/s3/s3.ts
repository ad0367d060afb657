import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Kernel, ServiceModule } from '../../kernel.ts';
import { bucketPolicyResource } from './bucket-policy-resource.ts';
import { bucketResource } from './bucket-resource.ts';
import { getBucketEncryption } from './get-bucket-encryption.ts';
import { getBucketLocation } from './get-bucket-location.ts';
import { getObject } from './get-object.ts';
import { listObjectsV2 } from './list-objects-v2.ts';
import { putObject } from './put-object.ts';
import { S3Model } from './s3-model.ts';
import { unpackZip } from './unpack-zip.ts';

export interface S3 extends ServiceModule {
  readonly model: S3Model;
  /** A file on disk with the content of an object; the folder that a zip archive unpacks to. */
  readonly onDisk: (bucket: string, key: string) => string;
}

/** Buckets, as far as a deployment uses them. */
export const createS3 = (kernel: Kernel): S3 => {
  const model = new S3Model(kernel);
  const unpacked = new Map<string, string>();
  let folder: string | undefined;

  const onDisk = (bucket: string, key: string): string => {
    const { eTag, content } = model.object(bucket, key);
    const known = unpacked.get(eTag);
    if (known !== undefined) return known;
    folder ??= temporaryFolder();
    const path = join(folder, `${unpacked.size}-${basename(key)}`);
    if (key.endsWith('.zip')) {
      mkdirSync(path);
      unpackZip(Buffer.from(content), path);
    } else writeFileSync(path, content);
    unpacked.set(eTag, path);
    return path;
  };

  return {
    model,
    onDisk,
    service: {
      name: 's3',
      integration: { name: 's3', errorPrefix: 'S3' },
      operations: {
        GetBucketEncryption: getBucketEncryption(model),
        GetBucketLocation: getBucketLocation(model),
        GetObject: getObject(model),
        ListObjectsV2: listObjectsV2(model),
        PutObject: putObject(model),
      },
      resourcePolicy: (arn) => model.find(arn.split(':::')[1]?.split('/')[0] ?? '')?.policy,
    },
    resources: [bucketResource(model), bucketPolicyResource(model)],
  };
};

/** Goes with the process. */
const temporaryFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'embedded-s3-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
};
