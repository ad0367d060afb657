import type { ResourceProvider } from '../../kernel.ts';
import type { LambdaModel } from './lambda-model.ts';
import { readProperties } from './property-reader.ts';

const TYPE = 'AWS::Lambda::Permission';

/**
 * AWS::Lambda::Permission: a statement of a function's resource policy.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-permission.html
 */
export const permissionResource = (model: LambdaModel): ResourceProvider => ({
  type: TYPE,
  create: (request) => {
    const properties = readProperties(request, TYPE);
    properties.refuseOthers(['Action', 'FunctionName', 'Principal', 'SourceArn', 'SourceAccount']);
    model.find(properties.requiredText('FunctionName')).grants.push({
      action: properties.requiredText('Action'),
      principal: properties.requiredText('Principal'),
      sourceArn: properties.text('SourceArn'),
      sourceAccount: properties.text('SourceAccount'),
    });
    return { ref: `${request.stackName}-${request.logicalId}`, attributes: {} };
  },
});
