import { type Operation, operation } from '../../kernel.ts';
import type { S3Model } from './s3-model.ts';

/** GetBucketEncryption: https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketEncryption.html */
export const getBucketEncryption = (model: S3Model): Operation =>
  operation<{ readonly Bucket: string }, object>({
    authorize: ({ Bucket }) => model.access('GetEncryptionConfiguration', Bucket),
    run: ({ Bucket }) => ({
      ServerSideEncryptionConfiguration: {
        Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: model.bucket(Bucket).encryption } }],
      },
    }),
  });
