import { type Operation, operation } from '../../kernel.ts';
import type { EventsModel } from './events-model.ts';
import { type RuleRequest, ruleAccess } from './rule-request.ts';

/** EnableRule: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_EnableRule.html */
export const enableRule = (model: EventsModel): Operation =>
  operation<RuleRequest, Record<string, never>>({
    authorize: (input) => ruleAccess(model, 'EnableRule', input),
    run: ({ Name, EventBusName }) => {
      model.findRule(Name, EventBusName).isEnabled = true;
      return {};
    },
  });
