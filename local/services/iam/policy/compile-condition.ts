import { compileText } from './compile-text.ts';
import { CONDITION_OPERATORS, type ConditionOperator } from './condition-operator.ts';
import { isKnownConditionKey } from './is-known-condition-key.ts';
import type { StatementDocument } from './policy-document.ts';
import type { RequestContext } from './request-context.ts';

/** Whether a request meets a condition. */
export type ConditionTest = (context: RequestContext) => boolean;

/**
 * All conditions of a statement have to hold; of the values of one key, one is enough.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
 *
 * @param place names the statement in errors
 * @throws Error on an operator or a key that the embedded cloud does not evaluate
 */
export const compileConditions = (
  conditions: StatementDocument['conditions'],
  hasVariables: boolean,
  place: string,
): readonly ConditionTest[] =>
  Object.entries(conditions).flatMap(([name, keys]) =>
    Object.entries(keys).map(([key, wanted]) => {
      if (!isKnownConditionKey(key)) {
        throw new Error(`${place} has a condition on ${key}, which no request in the embedded cloud carries`);
      }
      if (name === 'Null') return isNull(key, wanted, place);
      const operator = parseOperator(name, place);
      checkValues(name, key, wanted, operator.takes, place);
      return compileComparison(operator, key, wanted, hasVariables);
    }),
  );

const checkValues = (
  name: string,
  key: string,
  wanted: readonly string[],
  takes: ConditionOperator['takes'],
  place: string,
): void => {
  const odd = wanted.find((text) => !takes(text));
  if (odd !== undefined) throw new Error(`${place}: ${name} ${key} is ${odd}, a value that ${name} does not take`);
};

const isNull = (key: string, wanted: readonly string[], place: string): ConditionTest => {
  checkValues('Null', key, wanted, (text) => /^(true|false)$/i.test(text), place);
  const absences = new Set(wanted.map((text) => text.toLowerCase() === 'true'));
  return (context) => absences.has(context.values(key) === undefined);
};

interface ParsedOperator extends ConditionOperator {
  readonly quantifier: 'ForAllValues' | 'ForAnyValue' | undefined;
  readonly isIfExists: boolean;
}

const parseOperator = (name: string, place: string): ParsedOperator => {
  const [, quantifier, base = '', ifExists] = /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(name) ?? [];
  const found = Object.hasOwn(CONDITION_OPERATORS, base) ? CONDITION_OPERATORS[base] : undefined;
  if (found === undefined) {
    throw new Error(`${place} has the condition operator ${name}, which the embedded cloud does not evaluate`);
  }
  return { ...found, quantifier: quantifier as ParsedOperator['quantifier'], isIfExists: ifExists !== undefined };
};

const compileComparison = (
  { compile, isNegated, quantifier, isIfExists }: ParsedOperator,
  key: string,
  wanted: readonly string[],
  hasVariables: boolean,
): ConditionTest => {
  const texts = wanted.map((text) => compileText(text, hasVariables, compile));
  // Without the key, a set has nothing that breaks the rule, and what is not there is not equal.
  const whenAbsent = isIfExists || quantifier === 'ForAllValues' || (isNegated && quantifier === undefined);
  return (context) => {
    const values = context.values(key);
    if (values === undefined) return whenAbsent;
    const passes = (value: string): boolean => texts.some((text) => text(context)?.(value) === true) !== isNegated;
    // A key with several values under an operator for one is not defined by AWS; negated ones then need all to pass.
    return quantifier === 'ForAllValues' || (quantifier === undefined && isNegated)
      ? values.every(passes)
      : values.some(passes);
  };
};
