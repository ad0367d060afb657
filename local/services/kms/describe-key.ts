import { type Operation, operation } from '../../kernel.ts';
import type { KmsModel } from './kms-model.ts';

export interface DescribeKeyOutput {
  readonly KeyMetadata: {
    readonly AWSAccountId: string;
    readonly KeyId: string;
    readonly Arn: string;
    readonly CreationDate: Date;
    readonly Enabled: boolean;
    readonly Description: string;
    readonly KeyUsage: 'ENCRYPT_DECRYPT';
    readonly KeyState: 'Enabled' | 'Disabled';
    readonly KeyManager: 'CUSTOMER';
  };
}

/** DescribeKey: https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeKey.html */
export const describeKey = (model: KmsModel): Operation =>
  operation<{ readonly KeyId: string }, DescribeKeyOutput>({
    authorize: ({ KeyId }) => [{ action: 'kms:DescribeKey', resource: model.find(KeyId).arn }],
    run: ({ KeyId }) => {
      const key = model.find(KeyId);
      return {
        KeyMetadata: {
          AWSAccountId: model.kernel.account,
          KeyId: key.id,
          Arn: key.arn,
          CreationDate: new Date(key.createdAtMs),
          Enabled: key.isEnabled,
          Description: key.description,
          KeyUsage: 'ENCRYPT_DECRYPT',
          KeyState: key.isEnabled ? 'Enabled' : 'Disabled',
          KeyManager: 'CUSTOMER',
        },
      };
    },
  });
