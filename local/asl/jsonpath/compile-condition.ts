import type { Fields } from '../fields.ts';
import { invalidDefinition } from '../invalid-definition.ts';
import { parseInstant } from '../parse-instant.ts';
import { QueryError } from '../query-error.ts';
import { CHOICE_OPERATORS, COMPARISONS } from './choice-operators.ts';
import { compilePath, type PathQuery } from './compile-path.ts';

type Test = (...parameters: Parameters<PathQuery>) => boolean;

/**
 * Compile a rule of a JSONPath choice: a comparison, or And, Or, Not of them.
 * https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html
 */
export const compileCondition = (rule: Fields): Test => compileTest(rule, ['Next', 'Assign']);

/** @param own the fields that it has beside its test; only a rule of the state itself has any */
const compileTest = (rule: Fields, own: readonly string[] = []): Test => {
  for (const [name, combine] of Object.entries(COMBINATIONS)) {
    if (!rule.has(name)) continue;
    rule.allow([...own, name]);
    const inner = name === 'Not' ? [rule.object(name)] : rule.objects(name);
    if (inner.length === 0) throw rule.invalid(name, 'at least one test');
    return combine(inner.map((test) => compileTest(test)));
  }
  return compileComparison(rule, own);
};

const COMBINATIONS: Readonly<Record<string, (tests: readonly Test[]) => Test>> = {
  And: (tests) => (scope, focus) => tests.every((test) => test(scope, focus)),
  Or: (tests) => (scope, focus) => tests.some((test) => test(scope, focus)),
  Not: (tests) => (scope, focus) => !tests.some((test) => test(scope, focus)),
};

const compileComparison = (rule: Fields, own: readonly string[]): Test => {
  const fields = [...own, 'Variable', 'Comment'];
  const [name, ...others] = Object.keys(rule.json).filter((key) => !fields.includes(key));
  if (name === undefined || others.length > 0) {
    throw invalidDefinition('SCHEMA_VALIDATION_FAILED: Expected exactly one comparison', rule.place);
  }
  const variable = queryIn(rule, 'Variable');
  const comparand = rule.value(name);
  requireComparand(rule, name);
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

/** What a literal is, by what the name of its operator begins with. */
const COMPARANDS: readonly (readonly [RegExp, string])[] = [
  [/^(Is|Boolean)/, 'boolean'],
  [/^Numeric/, 'number'],
];

/** A literal has the type of its operator, and a timestamp is one: https://states-language.net/spec.html#choice-state */
const requireComparand = (rule: Fields, name: string): void => {
  const type = COMPARANDS.find(([pattern]) => !name.endsWith('Path') && pattern.test(name))?.[1] ?? 'string';
  const value = rule.value(name);
  if (typeof value !== type) throw rule.invalid(name, `a ${type}`);
  const isTimestamp = name.startsWith('Timestamp') && !name.endsWith('Path');
  if (isTimestamp && parseInstant(String(value)) === undefined) throw rule.invalid(name, 'a timestamp');
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
