import { describe, expect, it } from 'vitest';
import type { TemplateResource } from '../../../../local/assembly/template.ts';
import { ACCOUNT, asRole, createSmallCloud, REGION, role, roleArn } from '../../assembly/small-cloud.ts';

const root = { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: 'kms:*', Resource: '*' };
const viaDynamo = { 'kms:ViaService': `dynamodb.${REGION}.amazonaws.com` };
const decryptVia = { Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*', Condition: { StringEquals: viaDynamo } };

const deployed = async (
  keyStatements: readonly object[] | undefined,
  roleStatements: readonly object[],
  more: Record<string, unknown> = {},
) => {
  const cloud = createSmallCloud();
  const KeyPolicy = keyStatements && { Version: '2012-10-17', Statement: keyStatements };
  const key: TemplateResource = { Type: 'AWS::KMS::Key', Properties: { ...(KeyPolicy && { KeyPolicy }), ...more } };
  const alias = { Type: 'AWS::KMS::Alias', Properties: { AliasName: 'alias/state', TargetKeyId: { Ref: 'Key' } } };
  const { resources } = await cloud.deploy({
    Key: key,
    Alias: alias,
    Role: role('lambda.amazonaws.com', roleStatements),
  });
  const arn = resources.get('Key')?.attributes['Arn'] ?? '';
  const check =
    (context: Record<string, string> = viaDynamo) =>
    () =>
      cloud.iam.authorizer.check(asRole(), { action: 'kms:Decrypt', resource: arn, context });
  return { cloud, arn, check };
};

describe('a role decrypts', () => {
  it('when the key leaves it to the account and its own policy allows it through the service', async () => {
    const { check } = await deployed([root], [decryptVia]);
    expect(check()).not.toThrow();
  });

  it('when the key has the policy that AWS gives it', async () => {
    const { check } = await deployed(undefined, [decryptVia]);
    expect(check()).not.toThrow();
  });

  it('when the key names the role itself', async () => {
    const { check } = await deployed([{ ...root, Principal: { AWS: roleArn() } }], []);
    expect(check()).not.toThrow();
  });

  it.each([
    [
      'through another service',
      [root],
      [decryptVia],
      { 'kms:ViaService': `sns.${REGION}.amazonaws.com` },
      'no identity-based policy allows',
    ],
    ['without a permission of its own', [root], [], viaDynamo, 'no identity-based policy allows'],
    [
      'when the key leaves nothing to the account',
      [{ ...root, Principal: { Service: 'cloudwatch.amazonaws.com' } }],
      [decryptVia],
      viaDynamo,
      'no resource-based policy allows',
    ],
  ])('but not %s', async (_, key, own, context, reason) => {
    const { check } = await deployed(key, own);
    expect(check(context)).toThrow(reason);
  });

  it('but not with a disabled key', async () => {
    const { check } = await deployed([root], [decryptVia], { Enabled: false });
    expect(check()).toThrow(expect.objectContaining({ code: 'DisabledException' }));
  });
});

it('describes a key by id, ARN and alias', async () => {
  const { cloud, arn } = await deployed([root], []);
  for (const KeyId of [
    arn,
    arn.slice(arn.lastIndexOf('/') + 1),
    'alias/state',
    arn.replace(/key\/.*/, 'alias/state'),
  ]) {
    await expect(cloud.call('kms', 'DescribeKey', { KeyId })).resolves.toMatchObject({
      KeyMetadata: { Arn: arn, KeyState: 'Enabled' },
    });
  }
  await expect(cloud.call('kms', 'DescribeKey', { KeyId: 'none' })).rejects.toMatchObject({
    code: 'NotFoundException',
  });
});
