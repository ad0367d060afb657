import { createHash } from 'node:crypto';
import { type AccessRequest, AwsError, type Kernel } from '../../kernel.ts';

export interface StoredObject {
  readonly key: string;
  readonly content: Uint8Array;
  readonly contentType: string;
  readonly eTag: string;
  readonly atMs: number;
}

export interface Bucket {
  readonly name: string;
  readonly arn: string;
  readonly createdAtMs: number;
  /** As the template has it: `aws:kms` or `AES256`. */
  encryption: string;
  policy: object | undefined;
  readonly objects: Map<string, StoredObject>;
}

/** Buckets and the latest version of their objects. */
export class S3Model {
  readonly kernel: Kernel;
  readonly #buckets = new Map<string, Bucket>();

  constructor(kernel: Kernel) {
    this.kernel = kernel;
  }

  add(name: string, encryption: string): Bucket {
    if (this.#buckets.has(name)) throw new Error(`the bucket ${name} already exists`);
    const { partition, clock } = this.kernel;
    const arn = `arn:${partition}:s3:::${name}`;
    const bucket = { name, arn, encryption, createdAtMs: clock.nowMs, policy: undefined, objects: new Map() };
    this.#buckets.set(name, bucket);
    return bucket;
  }

  remove(name: string): void {
    this.#buckets.delete(name);
  }

  find(name: string): Bucket | undefined {
    return this.#buckets.get(name);
  }

  /** @throws `AwsError` NoSuchBucket */
  bucket(name: string): Bucket {
    const bucket = this.#buckets.get(name);
    if (bucket === undefined) throw new AwsError('NoSuchBucket', 'The specified bucket does not exist', 404);
    return bucket;
  }

  /** @throws `AwsError` NoSuchBucket, NoSuchKey */
  object(bucket: string, key: string): StoredObject {
    const object = this.bucket(bucket).objects.get(key);
    if (object === undefined) throw new AwsError('NoSuchKey', 'The specified key does not exist.', 404);
    return object;
  }

  put(bucket: string, key: string, content: Uint8Array, contentType: string): StoredObject {
    const eTag = `"${createHash('md5').update(content).digest('hex')}"`;
    const object = { key, content, contentType, eTag, atMs: this.kernel.clock.nowMs };
    this.bucket(bucket).objects.set(key, object);
    return object;
  }

  /** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html */
  access(action: string, bucket: string, key?: string): readonly AccessRequest[] {
    const { partition, account } = this.kernel;
    const resource = `arn:${partition}:s3:::${bucket}${key === undefined ? '' : `/${key}`}`;
    return [{ action: `s3:${action}`, resource, context: { 's3:ResourceAccount': account } }];
  }
}
