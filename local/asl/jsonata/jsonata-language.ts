import { eventual } from '../eventual.ts';
import type { Fields } from '../fields.ts';
import { invalidDefinition } from '../invalid-definition.ts';
import type { Completion, DataFlow, Environment, Eventual, Operand, Query, Scope, Variables } from '../model.ts';
import { QueryError } from '../query-error.ts';
import type { QueryLanguage } from '../query-language.ts';
import { compileTemplate, expressionIn } from './compile-template.ts';

/** JSONata states: `Arguments` in, `Assign` and `Output` out. */
export const jsonataLanguage = (environment: Environment): QueryLanguage => {
  const template = (fields: Fields, name: string): Query =>
    compileTemplate(fields.value(name), environment, `${fields.place}/${name}`, name).evaluate;
  const optional = (fields: Fields, name: string): Query | undefined =>
    fields.has(name) ? template(fields, name) : undefined;

  const completion = (fields: Fields, standard: Query): ((scope: Scope) => Eventual<Completion>) => {
    const output = optional(fields, 'Output') ?? standard;
    const assign = optional(fields, 'Assign');
    if (assign === undefined)
      return (scope) => eventual(output(scope), (value) => ({ output: value, assigned: undefined }));
    return (scope) =>
      eventual(assign(scope), (assigned) =>
        eventual(output(scope), (value) => ({ output: value, assigned: assigned as Variables })),
      );
  };

  const flow = (fields: Fields, prepare: Query): DataFlow => {
    const complete = completion(fields, ({ result }) => result);
    return { prepare, complete: (scope, result) => complete({ ...scope, result }) };
  };

  const passFlow = (fields: Fields): DataFlow => {
    const complete = completion(fields, ({ input }) => input);
    return { prepare: ({ input }) => input, complete: (scope) => complete(scope) };
  };

  return {
    name: 'JSONata',
    template,
    passFlow,
    workFlow: (fields) => flow(fields, optional(fields, 'Arguments') ?? (({ input }) => input)),
    mapFlow: (fields) => flow(fields, ({ input }) => input),
    catchFlow: (fields) => completion(fields, ({ errorOutput }) => errorOutput),
    choiceFlow: (_state, rule) => completion(rule, ({ input }) => input),
    condition: (_state, rule) => condition(rule, template(rule, 'Condition')),
    operand: (fields, name) => operand(fields, name, environment),
    items: (fields) => items(fields, optional(fields, 'Items')),
    itemSelector: (fields) => optional(fields, 'ItemSelector'),
  };
};

const condition = (rule: Fields, evaluate: Query): Query => {
  const source = rule.value('Condition');
  const expression = typeof source === 'string' ? expressionIn(source) : undefined;
  if (typeof source !== 'boolean' && expression === undefined) throw rule.invalid('Condition', 'a JSONata expression');
  return (scope) =>
    eventual(evaluate(scope), (value) => {
      if (typeof value === 'boolean') return value;
      throw unexpectedType(String(expression), 'Condition', 'boolean', value);
    });
};

const operand = (fields: Fields, name: string, environment: Environment): Operand | undefined => {
  if (!fields.has(name)) return undefined;
  const source = fields.value(name);
  const { evaluate, isLiteral } = compileTemplate(source, environment, `${fields.place}/${name}`, name);
  if (!isLiteral && typeof source !== 'string') {
    throw invalidDefinition('SCHEMA_VALIDATION_FAILED: Expected a literal or one JSONata expression', fields.place);
  }
  return { field: name, source, isPath: false, isLiteral, evaluate };
};

/** Causes as recorded on AWS. */
const items = (fields: Fields, evaluate: Query | undefined): Query => {
  if (evaluate === undefined) {
    return ({ input }) => {
      if (Array.isArray(input)) return input;
      const found = JSON.stringify(input);
      throw new QueryError('States.QueryEvaluationError', `Map state input must be an array but was: ${found}`);
    };
  }
  const source = fields.value('Items');
  const expression = typeof source === 'string' ? (expressionIn(source) ?? source) : JSON.stringify(source);
  return (scope) =>
    eventual(evaluate(scope), (value) => {
      if (Array.isArray(value)) return value;
      throw unexpectedType(expression, 'Items', 'array', value);
    });
};

const unexpectedType = (expression: string, field: string, expected: string, value: unknown): QueryError => {
  const found = value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
  const message = `The JSONata expression '${expression}' specified for the field '${field}' returned an unexpected result type. Expected '${expected}', but was '${found}' for value: ${JSON.stringify(value)}`;
  return new QueryError('States.QueryEvaluationError', message, field);
};
