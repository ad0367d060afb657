import { physicalName } from '../../assembly/physical-name.ts';
import type { Kernel, ResourceProvider } from '../../kernel.ts';
import type { LogsModel } from './logs-model.ts';

/**
 * AWS::Logs::LogGroup. Its ARN ends in `:*`.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-loggroup.html
 */
export const logGroupResource = (kernel: Kernel, model: LogsModel): ResourceProvider => ({
  type: 'AWS::Logs::LogGroup',
  replacedBy: ['LogGroupName'],
  create: (request) => {
    const { partition, region, account, random } = kernel;
    const { properties, logicalId } = request;
    const name = String(properties['LogGroupName'] ?? physicalName(random, request, 512));
    if (model.hasGroup(name)) throw new Error(`${logicalId}: log group ${name} already exists`);
    model.addGroup(name);
    return { ref: name, attributes: { Arn: `arn:${partition}:logs:${region}:${account}:log-group:${name}:*` } };
  },
  /** Nothing that changes in place is modelled; how long lines are kept is one of them. */
  update: (_request, { ref, attributes }) => ({ ref, attributes }),
  delete: ({ ref }) => model.removeGroup(ref),
});
