import { ResourceProperties } from '../../assembly/resource-properties.ts';
import type { ResourceProvider, ResourceRequest } from '../../kernel.ts';
import { compileOnce } from '../iam/find-resource-policy.ts';
import type { Key, KmsModel } from './kms-model.ts';

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
    const id = model.kernel.random.uuid();
    const arn = model.arnOf(`key/${id}`);
    model.add({ id, arn, createdAtMs: model.kernel.clock.nowMs, ...readSettings(model, request) });
    return { ref: id, attributes: { Arn: arn, KeyId: id } };
  },
  update: (request, { ref, attributes }) => {
    model.add({ ...model.find(ref), ...readSettings(model, request) });
    return { ref, attributes };
  },
  /** AWS only schedules the deletion, but such a key is of no use to anybody: https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html */
  delete: ({ ref }) => model.remove(ref),
});

const readSettings = (model: KmsModel, request: ResourceRequest): Pick<Key, 'description' | 'isEnabled' | 'policy'> => {
  const properties = ResourceProperties.of(TYPE, request, KNOWN);
  const policy = properties.has('KeyPolicy') ? (request.properties['KeyPolicy'] as object) : defaultPolicy(model);
  compileOnce(policy, `${TYPE} ${request.logicalId}`);
  return { description: properties.text('Description', ''), isEnabled: properties.flag('Enabled', true), policy };
};

/** https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html */
const defaultPolicy = ({ kernel: { partition, account } }: KmsModel): object => ({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { AWS: `arn:${partition}:iam::${account}:root` }, Action: 'kms:*', Resource: '*' },
  ],
});
