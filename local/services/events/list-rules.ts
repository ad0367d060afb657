import { type Operation, operation } from '../../kernel.ts';
import type { EventsModel } from './events-model.ts';
import { describe, ruleAccess } from './rule-request.ts';

export interface ListRulesInput {
  readonly EventBusName?: string;
  readonly NamePrefix?: string;
}

/** ListRules, without paging: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListRules.html */
export const listRules = (model: EventsModel): Operation =>
  operation<ListRulesInput, { readonly Rules: readonly Record<string, unknown>[] }>({
    authorize: (input) => ruleAccess(model, 'ListRules', { ...input, Name: '*' }),
    run: ({ EventBusName, NamePrefix = '' }) => {
      const bus = model.findBus(EventBusName);
      const rules = [...bus.rules.values()].filter(({ name }) => name.startsWith(NamePrefix));
      return { Rules: rules.map((rule) => describe(rule, bus.name)) };
    },
  });
