import { invalidDefinition } from '../invalid-definition.ts';
import type { Environment, Eventual, Query, Scope } from '../model.ts';
import { QueryError } from '../query-error.ts';
import { compileExpression } from './compile-expression.ts';

/** A JSON value of a definition in which some strings are expressions. */
export interface Template {
  readonly evaluate: Query;
  /** There is no expression in it. */
  readonly isLiteral: boolean;
}

/**
 * Compile a JSON value whose strings of the form `{% ... %}` are JSONata.
 * https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
 *
 * @param location of the value within its state, as AWS names it: `Arguments/FunctionName`
 * @throws `AwsError` InvalidDefinition for an expression that does not parse
 */
export const compileTemplate = (
  value: unknown,
  environment: Environment,
  place: string,
  location: string,
): Template => {
  if (typeof value === 'string') return compileText(value, environment, place, location);
  if (typeof value !== 'object' || value === null) return literal(value);
  if (Array.isArray(value)) {
    // Unverified: how AWS names an item of an array in a location.
    const items = value.map((item: unknown, index) =>
      compileTemplate(item, environment, `${place}[${index}]`, `${location}[${index}]`),
    );
    return items.every(({ isLiteral }) => isLiteral) ? literal(value) : compileArray(items);
  }
  const members = Object.entries(value).map(
    ([key, member]) => [key, compileTemplate(member, environment, `${place}/${key}`, `${location}/${key}`)] as const,
  );
  return members.every(([, { isLiteral }]) => isLiteral) ? literal(value) : compileObject(members);
};

/** The expression in `{% ... %}`; undefined for any other string. */
export const expressionIn = (text: string): string | undefined =>
  text.startsWith('{%') && text.endsWith('%}') ? text.slice(2, -2).trim() : undefined;

const literal = (value: unknown): Template => ({ evaluate: () => value, isLiteral: true });

const compileText = (text: string, environment: Environment, place: string, location: string): Template => {
  const source = expressionIn(text);
  if (source === undefined) return literal(text);
  try {
    return { evaluate: checked(source, environment, location), isLiteral: false };
  } catch (thrown) {
    throw invalidDefinition(`INVALID_JSONATA_EXPRESSION: ${messageOf(thrown)} in "${source}"`, place);
  }
};

const checked = (source: string, environment: Environment, location: string): Query => {
  const evaluate = compileExpression(source, environment);
  const subject = `The JSONata expression '${source}' specified for the field '${location}'`;
  const defined = (value: unknown): unknown => {
    if (value !== undefined) return value;
    throw new QueryError('States.QueryEvaluationError', `${subject} returned nothing (undefined).`, location);
  };
  const failed = (thrown: unknown): never => {
    const message = `${subject} threw an error during evaluation${separatorOf(thrown)}${messageOf(thrown)}`;
    throw new QueryError('States.QueryEvaluationError', message, location);
  };
  return (scope) => {
    const value = evaluate(scope);
    return value instanceof Promise ? value.catch(failed).then(defined) : defined(value);
  };
};

const compileArray = (items: readonly Template[]): Template => ({
  isLiteral: false,
  evaluate: (scope) => whenAll(items.map(({ evaluate }) => evaluate(scope))),
});

const compileObject = (members: readonly (readonly [string, Template])[]): Template => {
  const keys = members.map(([key]) => key);
  const queries = members.map(([, { evaluate }]) => evaluate);
  return { isLiteral: false, evaluate: (scope) => evaluateMembers(keys, queries, scope) };
};

const evaluateMembers = (keys: readonly string[], queries: readonly Query[], scope: Scope): Eventual<unknown> => {
  const values = whenAll(queries.map((query) => query(scope)));
  return values instanceof Promise ? values.then((settled) => zip(keys, settled)) : zip(keys, values);
};

const zip = (keys: readonly string[], values: readonly unknown[]): Record<string, unknown> => {
  const result: Record<string, unknown> = {};
  keys.forEach((key, index) => {
    result[key] = values[index];
  });
  return result;
};

const whenAll = (values: readonly unknown[]): Eventual<readonly unknown[]> =>
  values.some((value) => value instanceof Promise) ? Promise.all(values) : values;

const messageOf = (thrown: unknown): string =>
  typeof thrown === 'object' && thrown !== null && 'message' in thrown ? String(thrown.message) : String(thrown);

/** What the library says has a code and is a sentence of its own: https://github.com/floci-io/floci/pull/2783 */
const separatorOf = (thrown: unknown): string =>
  typeof thrown === 'object' && thrown !== null && 'code' in thrown ? `. ${String(thrown.code)}: ` : ': ';
