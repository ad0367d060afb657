import { ResourceProperties } from '../../assembly/resource-properties.ts';
import type { ResourceProvider } from '../../kernel.ts';
import { compileOnce } from '../iam/find-resource-policy.ts';
import type { EventsModel } from './events-model.ts';

const TYPE = 'AWS::Events::EventBusPolicy';

/**
 * One statement of a bus's policy, by its id.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-events-eventbuspolicy.html
 */
export const eventBusPolicyResource = (model: EventsModel): ResourceProvider => ({
  type: TYPE,
  replacedBy: ['EventBusName', 'StatementId'],
  create: (request) => {
    const properties = ResourceProperties.of(TYPE, request, ['EventBusName', 'Statement', 'StatementId']);
    const bus = model.findBus(properties.text('EventBusName'));
    const id = properties.requiredText('StatementId');
    const statement = { ...(Object(request.properties['Statement']) as object), Sid: id };
    const before = (bus.policy as { readonly Statement?: readonly object[] } | undefined)?.Statement ?? [];
    bus.policy = { Version: '2012-10-17', Statement: [...before, statement] };
    compileOnce(bus.policy, `${TYPE} ${request.logicalId}`);
    return { ref: `${bus.name}|${id}`, attributes: {} };
  },
  delete: ({ ref }) => {
    const [busName = '', id] = ref.split('|');
    const bus = model.buses.get(busName);
    const { Statement = [] } = (bus?.policy ?? {}) as { readonly Statement?: readonly { readonly Sid?: string }[] };
    if (bus !== undefined) bus.policy = { Version: '2012-10-17', Statement: Statement.filter(({ Sid }) => Sid !== id) };
  },
});
