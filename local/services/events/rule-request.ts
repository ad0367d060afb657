import type { AccessRequest } from '../../kernel.ts';
import type { EventsModel } from './events-model.ts';
import type { Rule } from './rule.ts';

/** Names a rule, as most operations on rules do. */
export interface RuleRequest {
  readonly Name: string;
  readonly EventBusName?: string;
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoneventbridge.html */
export const ruleAccess = (
  model: EventsModel,
  action: string,
  { Name, EventBusName }: RuleRequest,
): readonly AccessRequest[] => {
  const bus = EventBusName === undefined || EventBusName === 'default' ? '' : `${EventBusName}/`;
  return [{ action: `events:${action}`, resource: model.arnOf(`rule/${bus}${Name}`) }];
};

/** A rule as DescribeRule and ListRules answer it. */
export const describe = (rule: Rule, busName: string): Record<string, unknown> => ({
  Name: rule.name,
  Arn: rule.arn,
  EventBusName: busName,
  State: rule.isEnabled ? 'ENABLED' : 'DISABLED',
  ...(rule.description !== undefined && { Description: rule.description }),
  ...(rule.pattern !== undefined && { EventPattern: rule.pattern.text }),
  ...(rule.schedule !== undefined && { ScheduleExpression: rule.schedule.text }),
});
