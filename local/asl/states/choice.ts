import { eventual } from '../eventual.ts';
import type { Fields } from '../fields.ts';
import { invalidDefinition } from '../invalid-definition.ts';
import type { Completion, Eventual, Query, Scope, Step } from '../model.ts';
import { QueryError } from '../query-error.ts';
import type { StateSource, StateType } from '../state-type.ts';

interface Rule {
  readonly isMet: Query;
  readonly go: (scope: Scope) => Eventual<Step>;
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html */
export const choiceState: StateType = {
  fields: {
    JSONata: ['Choices', 'Default', 'Output', 'Assign'],
    JSONPath: ['Choices', 'Default', 'InputPath', 'OutputPath', 'Assign'],
  },
  hasTransition: false,
  canFail: false,
  compile: (source) => {
    const { fields, language } = source;
    const rules = fields.objects('Choices').map((rule) => compileRule(rule, source));
    if (rules.length === 0) throw fields.invalid('Choices', 'at least one rule');
    const fallback = fields.optionalString('Default');
    const otherwise = transition(language.choiceFlow(fields, fields), fallback);
    return ({ scope }) => follow(rules, 0, scope, fallback === undefined ? noMatch : otherwise);
  },
};

const compileRule = (rule: Fields, { fields, language }: StateSource): Rule => {
  if (language.name === 'JSONata') rule.allow(['Condition', 'Next', 'Output', 'Assign']);
  if (!rule.has('Next')) throw invalidDefinition('SCHEMA_VALIDATION_FAILED: A rule needs Next', rule.place);
  return {
    isMet: language.condition(fields, rule),
    go: transition(language.choiceFlow(fields, rule), rule.string('Next')),
  };
};

const transition =
  (complete: (scope: Scope) => Eventual<Completion>, next: string | undefined): Rule['go'] =>
  (scope) =>
    eventual(complete(scope), (completion) => ({ ...completion, next }));

/** Take the first rule that is met; later ones are not evaluated. */
const follow = (rules: readonly Rule[], index: number, scope: Scope, otherwise: Rule['go']): Eventual<Step> => {
  const rule = rules[index];
  if (rule === undefined) return otherwise(scope);
  return eventual(rule.isMet(scope) as Eventual<boolean>, (isMet) =>
    isMet ? rule.go(scope) : follow(rules, index + 1, scope, otherwise),
  );
};

const noMatch = (): never => {
  const reason = 'Failed to transition out of the state. The state does not point to a next state.';
  throw new QueryError('States.Runtime', reason);
};
