import { type Operation, operation } from '../../kernel.ts';
import type { EventsModel } from './events-model.ts';
import { type RuleRequest, ruleAccess } from './rule-request.ts';

/** DisableRule: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DisableRule.html */
export const disableRule = (model: EventsModel): Operation =>
  operation<RuleRequest, Record<string, never>>({
    authorize: (input) => ruleAccess(model, 'DisableRule', input),
    run: ({ Name, EventBusName }) => {
      model.findRule(Name, EventBusName).isEnabled = false;
      return {};
    },
  });
