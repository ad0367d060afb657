import type { ResourceProvider } from '../../kernel.ts';
import { parseFunctionName } from './function-name.ts';
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
    const of = model.find(properties.requiredText('FunctionName'));
    const sourceArn = properties.text('SourceArn');
    const sourceAccount = properties.text('SourceAccount');
    const ref = `${request.stackName}-${request.logicalId}`;
    const statement = {
      Sid: ref,
      Effect: 'Allow',
      Principal: principalOf(properties.requiredText('Principal')),
      Action: properties.requiredText('Action'),
      Resource: of.arn,
      Condition: {
        ...(sourceArn !== undefined && { ArnLike: { 'aws:SourceArn': sourceArn } }),
        ...(sourceAccount !== undefined && { StringEquals: { 'aws:SourceAccount': sourceAccount } }),
      },
    };
    of.policy = { ...of.policy, Statement: [...of.policy.Statement, statement] };
    return { ref, attributes: {} };
  },
  delete: ({ ref, properties }) => {
    const of = model.functions.get(parseFunctionName(String(properties['FunctionName'])).name);
    if (of === undefined) return;
    const Statement = of.policy.Statement.filter((statement) => !('Sid' in statement && statement.Sid === ref));
    of.policy = { ...of.policy, Statement };
  },
});

/** A service by its name, an account or a principal of one by id or ARN, or everybody. */
const principalOf = (principal: string): unknown => {
  if (principal === '*') return principal;
  return principal.endsWith('.amazonaws.com') ? { Service: principal } : { AWS: principal };
};
