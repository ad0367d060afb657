import type { Kernel, ServiceEvent, ServiceModule } from '../../kernel.ts';
import { describeRule } from './describe-rule.ts';
import { disableRule } from './disable-rule.ts';
import { enableRule } from './enable-rule.ts';
import { eventBusPolicyResource } from './event-bus-policy-resource.ts';
import { eventBusResource } from './event-bus-resource.ts';
import { EventsModel } from './events-model.ts';
import { listRules } from './list-rules.ts';
import { putEvents } from './put-events.ts';
import { ruleResource } from './rule-resource.ts';
import { testEventPattern } from './test-event-pattern.ts';

export interface Events extends ServiceModule {
  readonly model: EventsModel;
  /** What `kernel.connect` is given: puts an event of an AWS service on the default bus. */
  readonly emit: (event: ServiceEvent) => void;
}

/** EventBridge: buses, rules that match or follow a schedule, and delivery to their targets. */
export const createEvents = (kernel: Kernel): Events => {
  const model = new EventsModel(kernel);
  return {
    model,
    emit: (event) => {
      model.put(model.findBus(), event);
    },
    service: {
      name: 'events',
      integration: { name: 'eventbridge', errorPrefix: 'EventBridge' },
      operations: {
        DescribeRule: describeRule(model),
        DisableRule: disableRule(model),
        EnableRule: enableRule(model),
        ListRules: listRules(model),
        PutEvents: putEvents(model),
        TestEventPattern: testEventPattern(),
      },
      resourcePolicy: (arn) => model.buses.get(arn.slice(arn.lastIndexOf('/') + 1))?.policy,
    },
    resources: [ruleResource(model), eventBusResource(model), eventBusPolicyResource(model)],
  };
};
