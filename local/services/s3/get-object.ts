import { type Operation, operation } from '../../kernel.ts';
import type { S3Model } from './s3-model.ts';

export interface GetObjectInput {
  readonly Bucket: string;
  readonly Key: string;
  readonly Range?: string;
}

/** GetObject: https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html */
export const getObject = (model: S3Model): Operation =>
  operation<GetObjectInput, object>({
    authorize: ({ Bucket, Key }) => model.access('GetObject', Bucket, Key),
    run: ({ Bucket, Key, Range }) => {
      if (Range !== undefined) throw new Error('the embedded cloud does not know Range of s3:GetObject');
      const { content, contentType, eTag, atMs } = model.object(Bucket, Key);
      return { Body: content, ContentType: contentType, ETag: eTag, LastModified: new Date(atMs) };
    },
  });
