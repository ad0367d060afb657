import { ResourceProperties } from '../../assembly/resource-properties.ts';
import type { ResourceProvider, ResourceRequest } from '../../kernel.ts';
import { compileOnce } from '../iam/find-resource-policy.ts';
import type { S3Model } from './s3-model.ts';

const TYPE = 'AWS::S3::BucketPolicy';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucketpolicy.html */
export const bucketPolicyResource = (model: S3Model): ResourceProvider => {
  const put = (request: ResourceRequest) => {
    const bucket = ResourceProperties.of(TYPE, request, ['Bucket', 'PolicyDocument']).requiredText('Bucket');
    const document = Object(request.properties['PolicyDocument']) as object;
    compileOnce(document, `${TYPE} ${request.logicalId}`);
    model.bucket(bucket).policy = document;
    return { ref: bucket, attributes: {} };
  };
  return {
    type: TYPE,
    replacedBy: ['Bucket'],
    create: put,
    update: put,
    delete: ({ ref }) => {
      const bucket = model.find(ref);
      if (bucket !== undefined) bucket.policy = undefined;
    },
  };
};
