import { type Operation, operation } from '../../kernel.ts';
import type { S3Model } from './s3-model.ts';

export interface ListObjectsV2Input {
  readonly Bucket: string;
  readonly Prefix?: string;
  readonly MaxKeys?: number;
  readonly ContinuationToken?: string;
  readonly Delimiter?: string;
}

const KEYS_MAX = 1000;

/** ListObjectsV2: https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html; the token of a page is its last key. */
export const listObjectsV2 = (model: S3Model): Operation =>
  operation<ListObjectsV2Input, object>({
    authorize: ({ Bucket }) => model.access('ListBucket', Bucket),
    run: ({ Bucket, Prefix = '', MaxKeys = KEYS_MAX, ContinuationToken = '', Delimiter }) => {
      if (Delimiter) throw new Error('the embedded cloud does not know Delimiter of s3:ListObjectsV2');
      const left = [...model.bucket(Bucket).objects.values()]
        .filter(({ key }) => key.startsWith(Prefix) && key > ContinuationToken)
        .sort((a, b) => (a.key < b.key ? -1 : 1));
      const page = left.slice(0, Math.min(MaxKeys, KEYS_MAX));
      const isTruncated = page.length < left.length;
      return {
        Name: Bucket,
        Prefix,
        MaxKeys,
        KeyCount: page.length,
        IsTruncated: isTruncated,
        NextContinuationToken: isTruncated ? page.at(-1)?.key : undefined,
        Contents: page.map(({ key, content, eTag, atMs }) => ({
          Key: key,
          Size: content.length,
          ETag: eTag,
          LastModified: new Date(atMs),
          StorageClass: 'STANDARD',
        })),
      };
    },
  });
