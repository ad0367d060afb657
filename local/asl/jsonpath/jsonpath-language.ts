import type { Fields } from '../fields.ts';
import { invalidDefinition } from '../invalid-definition.ts';
import type { Completion, DataFlow, Environment, Operand, Query, Scope, Variables } from '../model.ts';
import { QueryError } from '../query-error.ts';
import type { QueryLanguage } from '../query-language.ts';
import { compileCondition } from './compile-condition.ts';
import { compilePath, type PathQuery, required } from './compile-path.ts';
import { compilePayload } from './compile-payload.ts';
import { compileValue } from './compile-value.ts';
import { compileSetter } from './set-at-path.ts';

/**
 * JSONPath states: `InputPath` and `Parameters` in, `ResultSelector`, `Assign`, `ResultPath` and `OutputPath` out.
 * https://docs.aws.amazon.com/step-functions/latest/dg/concepts-input-output-filtering.html
 */
export const jsonpathLanguage = (environment: Environment): QueryLanguage => {
  const payload = (fields: Fields, name: string): PathQuery | undefined =>
    fields.has(name) ? compilePayload(fields.value(name), environment, `${fields.place}/${name}`) : undefined;

  const flow = (fields: Fields, parameters: PathQuery | undefined): DataFlow => {
    const focus = focusOf(fields);
    const select = payload(fields, 'ResultSelector');
    const complete = completionOf(fields, payload(fields, 'Assign'));
    return {
      prepare: (scope) => (parameters === undefined ? focus(scope) : parameters(scope, focus(scope))),
      complete: (scope, result) => complete(scope, select === undefined ? result : select(scope, result)),
    };
  };

  return {
    name: 'JSONPath',
    workFlow: (fields) => flow(fields, payload(fields, 'Parameters')),
    passFlow: (fields) => passFlow(fields, payload(fields, 'Assign')),
    mapFlow: (fields) => flow(fields, undefined),
    catchFlow: (fields) => {
      const complete = completionOf(fields, payload(fields, 'Assign'));
      return (scope) => complete(scope, scope.errorOutput);
    },
    choiceFlow: (state, rule) => {
      const focus = focusOf(state);
      const { complete } = passFlow(state, payload(rule, 'Assign'));
      return (scope) => complete(scope, focus(scope));
    },
    condition: (state, rule) => {
      const focus = focusOf(state);
      const test = compileCondition(rule);
      return (scope) => test(scope, focus(scope));
    },
    operand: (fields, name) => operand(fields, name, environment),
    items,
    itemSelector: (fields) => {
      const selector = payload(fields, 'ItemSelector') ?? payload(fields, 'Parameters');
      return selector === undefined ? undefined : onFocus(fields, selector);
    },
    template: (fields, name) => onFocus(fields, payload(fields, name) ?? (() => undefined)),
  };
};

/** The state's effective input: what `InputPath` leaves of it. */
const focusOf = (fields: Fields): Query => {
  if (!fields.has('InputPath')) return ({ input }) => input;
  if (fields.value('InputPath') === null) return () => ({});
  const query = pathIn(fields, 'InputPath');
  const text = fields.string('InputPath');
  return (scope) => found(query(scope, scope.input), text);
};

const onFocus = (fields: Fields, query: PathQuery): Query => {
  const focus = focusOf(fields);
  return (scope) => query(scope, focus(scope));
};

const passFlow = (fields: Fields, assign: PathQuery | undefined): DataFlow => {
  const focus = focusOf(fields);
  const outputOf = outputPathOf(fields);
  return {
    prepare: focus,
    complete: (scope) => {
      const value = focus(scope);
      return { output: outputOf(scope, value), assigned: assign?.(scope, value) as Variables | undefined };
    },
  };
};

const completionOf = (
  fields: Fields,
  assign: PathQuery | undefined,
): ((scope: Scope, result: unknown) => Completion) => {
  const merge = resultPathOf(fields);
  const outputOf = outputPathOf(fields);
  return (scope, result) => ({
    output: outputOf(scope, merge(scope.input, result)),
    assigned: assign?.(scope, result) as Variables | undefined,
  });
};

const resultPathOf = (fields: Fields): ((input: unknown, result: unknown) => unknown) => {
  if (!fields.has('ResultPath')) return (_input, result) => result;
  if (fields.value('ResultPath') === null) return (input) => input;
  return orInvalid(fields, 'ResultPath', compileSetter);
};

const outputPathOf = (fields: Fields): PathQuery => {
  if (!fields.has('OutputPath')) return (_scope, value) => value;
  if (fields.value('OutputPath') === null) return () => ({});
  const query = pathIn(fields, 'OutputPath');
  const text = fields.string('OutputPath');
  return (scope, value) => found(query(scope, value), text);
};

const found = (value: unknown, text: string): unknown => {
  if (value !== undefined) return value;
  const places = text.replace(/\.(\w+)/g, "['$1']");
  throw new QueryError('States.Runtime', `Invalid path '${text}' : No results for path: ${places}`);
};

const pathIn = (fields: Fields, name: string): PathQuery => orInvalid(fields, name, compilePath);

const orInvalid = <Compiled>(fields: Fields, name: string, compile: (text: string) => Compiled): Compiled => {
  try {
    return compile(fields.string(name));
  } catch (thrown) {
    if (!(thrown instanceof SyntaxError)) throw thrown;
    throw invalidDefinition(`SCHEMA_VALIDATION_FAILED: ${thrown.message}`, `${fields.place}/${name}`);
  }
};

const operand = (fields: Fields, name: string, environment: Environment): Operand | undefined => {
  const field = `${name}Path`;
  if (fields.has(field)) {
    const source = fields.string(field);
    const query = orInvalid(fields, field, (text) => compileValue(text, field, environment));
    return { field, source, isPath: true, isLiteral: false, evaluate: onFocus(fields, query) };
  }
  if (!fields.has(name)) return undefined;
  const source = fields.value(name);
  return { field: name, source, isPath: false, isLiteral: true, evaluate: () => source };
};

const items = (fields: Fields): Query => {
  const focus = focusOf(fields);
  if (!fields.has('ItemsPath')) return (scope) => arrayAt(focus(scope), '$');
  const query = pathIn(fields, 'ItemsPath');
  const text = fields.string('ItemsPath');
  return (scope) => {
    const value = focus(scope);
    return arrayAt(required(query(scope, value), text, 'ItemsPath', value), text);
  };
};

const arrayAt = (value: unknown, text: string): readonly unknown[] => {
  if (Array.isArray(value)) return value;
  throw new QueryError('States.Runtime', `Reference path "${text}" must point to array.`);
};
