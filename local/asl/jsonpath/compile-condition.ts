import type { Fields } from '../fields.ts';
import { invalidDefinition } from '../invalid-definition.ts';
import { QueryError } from '../query-error.ts';
import { CHOICE_OPERATORS, COMPARISONS } from './choice-operators.ts';
import { compilePath, type PathQuery } from './compile-path.ts';

const RULE_FIELDS = ['Next', 'Assign', 'Variable'];

type Test = (...parameters: Parameters<PathQuery>) => boolean;

/**
 * Compile a rule of a JSONPath choice: a comparison, or And, Or, Not of them.
 * https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html
 */
export const compileCondition = (rule: Fields): Test => {
  for (const [name, combine] of Object.entries(COMBINATIONS)) {
    if (!rule.has(name)) continue;
    rule.allow(['Next', 'Assign', name]);
    return combine(name === 'Not' ? [rule.object(name)] : rule.objects(name));
  }
  return compileComparison(rule);
};

const COMBINATIONS: Readonly<Record<string, (rules: readonly Fields[]) => Test>> = {
  And: (rules) => {
    const tests = rules.map(compileCondition);
    return (scope, focus) => tests.every((test) => test(scope, focus));
  },
  Or: (rules) => {
    const tests = rules.map(compileCondition);
    return (scope, focus) => tests.some((test) => test(scope, focus));
  },
  Not: (rules) => {
    const tests = rules.map(compileCondition);
    return (scope, focus) => !tests.some((test) => test(scope, focus));
  },
};

const compileComparison = (rule: Fields): Test => {
  const [name, ...others] = Object.keys(rule.json).filter((key) => key !== 'Comment' && !RULE_FIELDS.includes(key));
  if (name === undefined || others.length > 0) {
    throw invalidDefinition('SCHEMA_VALIDATION_FAILED: Expected exactly one comparison', rule.place);
  }
  const variable = queryIn(rule, 'Variable');
  const comparand = rule.value(name);
  if (name === 'IsPresent') return (scope, focus) => (variable(scope, focus) !== undefined) === comparand;
  const present = presentAt(rule.string('Variable'), variable);
  const pathName = name.endsWith('Path') ? name.slice(0, -'Path'.length) : undefined;
  const comparison = pathName === undefined ? CHOICE_OPERATORS.get(name) : COMPARISONS.get(pathName);
  if (comparison === undefined) {
    throw invalidDefinition(`SCHEMA_VALIDATION_FAILED: Comparison "${name}" is not known`, rule.place);
  }
  if (pathName === undefined) return (scope, focus) => comparison(present(scope, focus), comparand);
  const other = presentAt(rule.string(name), queryIn(rule, name));
  return (scope, focus) => comparison(present(scope, focus), other(scope, focus));
};

const queryIn = (rule: Fields, name: string): PathQuery => {
  try {
    return compilePath(rule.string(name));
  } catch (thrown) {
    if (!(thrown instanceof SyntaxError)) throw thrown;
    throw invalidDefinition(`SCHEMA_VALIDATION_FAILED: ${thrown.message}`, `${rule.place}/${name}`);
  }
};

const presentAt =
  (text: string, query: PathQuery): PathQuery =>
  (scope, focus) => {
    const value = query(scope, focus);
    if (value !== undefined) return value;
    const reason = "The choice state's condition path references an invalid value.";
    throw new QueryError('States.Runtime', `Invalid path '${text}': ${reason}`);
  };
