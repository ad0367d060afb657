import { type Operation, operation } from '../../kernel.ts';
import type { S3Model } from './s3-model.ts';

/** GetBucketLocation: https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html */
export const getBucketLocation = (model: S3Model): Operation =>
  operation<{ readonly Bucket: string }, { readonly LocationConstraint: string }>({
    authorize: ({ Bucket }) => model.access('GetBucketLocation', Bucket),
    run: ({ Bucket }) => {
      model.bucket(Bucket);
      return { LocationConstraint: model.kernel.region };
    },
  });
