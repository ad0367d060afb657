import type { Kernel } from '../../../kernel.ts';
import type { KmsKeyArn } from './define-table.ts';

/** A key may be given by id, alias or ARN. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_SSESpecification.html */
export const kmsKeyArnOf =
  ({ partition, region, account }: Kernel): KmsKeyArn =>
  (keyId) => {
    if (keyId.startsWith('arn:')) return keyId;
    return `arn:${partition}:kms:${region}:${account}:${keyId.startsWith('alias/') ? keyId : `key/${keyId}`}`;
  };
