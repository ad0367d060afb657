import { physicalName } from '../../assembly/physical-name.ts';
import { ResourceProperties } from '../../assembly/resource-properties.ts';
import type { ResourceProvider, ResourceRequest } from '../../kernel.ts';
import type { S3Model } from './s3-model.ts';

const TYPE = 'AWS::S3::Bucket';

/** Versions, lifecycles and access from outside change nothing here: only the latest version is kept, and nobody is outside. */
const KNOWN = [
  'AccessControl',
  'BucketEncryption',
  'BucketName',
  'LifecycleConfiguration',
  'PublicAccessBlockConfiguration',
  'Tags',
  'VersioningConfiguration',
];
const NAME_CHARACTERS_MAX = 63;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucket.html */
export const bucketResource = (model: S3Model): ResourceProvider => ({
  type: TYPE,
  replacedBy: ['BucketName'],
  create: (request) => {
    const properties = ResourceProperties.of(TYPE, request, KNOWN);
    const generated = (): string => physicalName(model.kernel.random, request, NAME_CHARACTERS_MAX).toLowerCase();
    const { name, arn } = model.add(properties.text('BucketName') ?? generated(), readEncryption(request));
    const { region } = model.kernel;
    return {
      ref: name,
      attributes: {
        Arn: arn,
        DomainName: `${name}.s3.amazonaws.com`,
        RegionalDomainName: `${name}.s3.${region}.amazonaws.com`,
      },
    };
  },
  update: (request, { ref, attributes }) => {
    ResourceProperties.of(TYPE, request, KNOWN);
    model.bucket(ref).encryption = readEncryption(request);
    return { ref, attributes };
  },
  delete: ({ ref }) => {
    if (model.bucket(ref).objects.size > 0) throw new Error(`the bucket ${ref} that you tried to delete is not empty`);
    model.remove(ref);
  },
});

/** Objects are encrypted with keys of S3 unless the template says otherwise: https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-encryption-faq.html */
const readEncryption = (request: ResourceRequest): string => {
  const encryption = new ResourceProperties(TYPE, request.properties).part('BucketEncryption');
  const [rule] = encryption?.parts('ServerSideEncryptionConfiguration') ?? [];
  return rule?.part('ServerSideEncryptionByDefault')?.text('SSEAlgorithm') ?? 'AES256';
};
