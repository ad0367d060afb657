import { ResourceProperties } from '../../assembly/resource-properties.ts';
import type { ResourceProvider } from '../../kernel.ts';
import type { KmsModel } from './kms-model.ts';

const TYPE = 'AWS::KMS::Alias';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-kms-alias.html */
export const aliasResource = (model: KmsModel): ResourceProvider => ({
  type: TYPE,
  replacedBy: ['AliasName'],
  create: (request) => {
    const properties = ResourceProperties.of(TYPE, request, ['AliasName', 'TargetKeyId']);
    const name = properties.requiredText('AliasName');
    if (!/^alias\/[\w/-]+$/.test(name)) {
      throw new Error(`${TYPE} ${request.logicalId}: AliasName is ${name}; it must begin with alias/`);
    }
    model.addAlias(name, properties.requiredText('TargetKeyId'));
    return { ref: name, attributes: { AliasName: name } };
  },
  delete: ({ ref }) => model.removeAlias(ref),
});
