import { ResourceProperties } from '../../assembly/resource-properties.ts';
import type { ResourceProvider } from '../../kernel.ts';
import { compileOnce } from '../iam/find-resource-policy.ts';
import type { KmsModel } from './kms-model.ts';

const TYPE = 'AWS::KMS::Key';
const KNOWN = [
  'Description',
  'Enabled',
  'EnableKeyRotation',
  'KeyPolicy',
  'PendingWindowInDays',
  'RotationPeriodInDays',
  'Tags',
];

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-kms-key.html */
export const keyResource = (model: KmsModel): ResourceProvider => ({
  type: TYPE,
  create: (request) => {
    const properties = ResourceProperties.of(TYPE, request, KNOWN);
    const id = model.kernel.random.uuid();
    const arn = model.arnOf(`key/${id}`);
    const policy = properties.has('KeyPolicy') ? (request.properties['KeyPolicy'] as object) : defaultPolicy(model);
    compileOnce(policy, `${TYPE} ${request.logicalId}`);
    model.add({
      id,
      arn,
      description: properties.text('Description', ''),
      isEnabled: properties.flag('Enabled', true),
      createdAtMs: model.kernel.clock.nowMs,
      policy,
    });
    return { ref: id, attributes: { Arn: arn, KeyId: id } };
  },
});

/** https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html */
const defaultPolicy = ({ kernel: { partition, account } }: KmsModel): object => ({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { AWS: `arn:${partition}:iam::${account}:root` }, Action: 'kms:*', Resource: '*' },
  ],
});
