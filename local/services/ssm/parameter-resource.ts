import { physicalName } from '../../assembly/physical-name.ts';
import { ResourceProperties } from '../../assembly/resource-properties.ts';
import type { ResourceProvider, ResourceRequest } from '../../kernel.ts';
import type { SsmModel } from './ssm-model.ts';

const TYPE = 'AWS::SSM::Parameter';
const KNOWN = ['Description', 'Name', 'Tags', 'Type', 'Value'];

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ssm-parameter.html */
export const parameterResource = (model: SsmModel): ResourceProvider => {
  const put = (request: ResourceRequest) => {
    const properties = ResourceProperties.of(TYPE, request, KNOWN);
    const type = properties.requiredText('Type');
    if (type !== 'String') throw new Error(`${TYPE} ${request.logicalId}: Type is ${type}; it must be String`);
    const name = properties.text('Name') ?? physicalName(model.kernel.random, request);
    const value = properties.requiredText('Value');
    model.put(name, value);
    return { ref: name, attributes: { Type: type, Value: value } };
  };
  return { type: TYPE, replacedBy: ['Name'], create: put, update: put, delete: ({ ref }) => model.remove(ref) };
};
