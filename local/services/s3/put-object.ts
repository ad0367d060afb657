import { type Operation, operation } from '../../kernel.ts';
import type { S3Model } from './s3-model.ts';

export interface PutObjectInput {
  readonly Bucket: string;
  readonly Key: string;
  readonly Body?: Uint8Array;
  readonly ContentType?: string;
}

/** PutObject: https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html; checksums are not checked, for nothing is lost on the way. */
export const putObject = (model: S3Model): Operation =>
  operation<PutObjectInput, { readonly ETag: string }>({
    authorize: ({ Bucket, Key }) => model.access('PutObject', Bucket, Key),
    run: ({ Bucket, Key, Body = new Uint8Array(), ContentType = 'binary/octet-stream' }) => ({
      ETag: model.put(Bucket, Key, Body, ContentType).eTag,
    }),
  });
