import { type Operation, operation } from '../../kernel.ts';
import type { EventsModel } from './events-model.ts';
import { describe, type RuleRequest, ruleAccess } from './rule-request.ts';

/** DescribeRule: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DescribeRule.html */
export const describeRule = (model: EventsModel): Operation =>
  operation<RuleRequest, Record<string, unknown>>({
    authorize: (input) => ruleAccess(model, 'DescribeRule', input),
    run: ({ Name, EventBusName }) => describe(model.findRule(Name, EventBusName), model.findBus(EventBusName).name),
  });
