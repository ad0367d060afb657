import { ResourceProperties } from '../../assembly/resource-properties.ts';
import type { ResourceProvider } from '../../kernel.ts';
import { compileOnce } from '../iam/find-resource-policy.ts';
import type { EventsModel } from './events-model.ts';

const TYPE = 'AWS::Events::EventBus';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-events-eventbus.html */
export const eventBusResource = (model: EventsModel): ResourceProvider => ({
  type: TYPE,
  replacedBy: ['Name'],
  create: (request) => {
    const properties = ResourceProperties.of(TYPE, request, ['Description', 'Name', 'Policy', 'Tags']);
    const bus = model.addBus(properties.requiredText('Name'));
    if (properties.has('Policy')) {
      bus.policy = Object(request.properties['Policy']) as object;
      compileOnce(bus.policy, `${TYPE} ${request.logicalId}`);
    }
    return { ref: bus.name, attributes: { Arn: bus.arn, Name: bus.name } };
  },
  update: (request, { ref, attributes }) => {
    const policy = request.properties['Policy'] as object | undefined;
    if (policy !== undefined) compileOnce(policy, `${TYPE} ${request.logicalId}`);
    model.findBus(ref).policy = policy;
    return { ref, attributes };
  },
  delete: ({ ref }) => {
    model.buses.delete(ref);
  },
});
