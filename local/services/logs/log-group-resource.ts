import type { Kernel, ResourceProvider } from '../../kernel.ts';
import type { LogsModel } from './logs-model.ts';

/**
 * AWS::Logs::LogGroup. Its ARN ends in `:*`.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-loggroup.html
 */
export const logGroupResource = (kernel: Kernel, model: LogsModel): ResourceProvider => ({
  type: 'AWS::Logs::LogGroup',
  create: ({ properties, stackName, logicalId }) => {
    const { partition, region, account, random } = kernel;
    const name = String(properties['LogGroupName'] ?? `${stackName}-${logicalId}-${random.hex(12).toUpperCase()}`);
    if (model.hasGroup(name)) throw new Error(`${logicalId}: log group ${name} already exists`);
    model.addGroup(name);
    return { ref: name, attributes: { Arn: `arn:${partition}:logs:${region}:${account}:log-group:${name}:*` } };
  },
});
