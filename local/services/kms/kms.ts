import { AwsError, type Kernel, type ServiceModule } from '../../kernel.ts';
import { aliasResource } from './alias-resource.ts';
import { describeKey } from './describe-key.ts';
import { keyResource } from './key-resource.ts';
import { KmsModel } from './kms-model.ts';

/**
 * Keys and who may use them. Services that encrypt under a key ask for `kms:Decrypt` and its like in `authorize`; the key's
 * policy then takes part in the decision.
 */
export const createKms = (kernel: Kernel): ServiceModule => {
  const model = new KmsModel(kernel);
  return {
    service: {
      name: 'kms',
      integration: { name: 'kms', errorPrefix: 'Kms' },
      operations: { DescribeKey: describeKey(model) },
      resourcePolicy: (arn) => {
        const key = model.find(arn);
        // https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html
        if (!key.isEnabled) throw new AwsError('DisabledException', `${key.arn} is disabled.`);
        return key.policy;
      },
    },
    resources: [keyResource(model), aliasResource(model)],
  };
};
