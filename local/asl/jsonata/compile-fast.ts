import type { Environment, Scope } from '../model.ts';
import { fastFunction } from './fast-functions.ts';
import { FALL_BACK, isTrue } from './fast-values.ts';

export { FALL_BACK } from './fast-values.ts';

/** An expression without promises; throws `FALL_BACK` for what only the library should decide. */
export type FastExpression = (scope: Scope) => unknown;

/** A node of the library's syntax tree, as far as it is looked at here. */
export interface SyntaxNode {
  readonly type: string;
  readonly value?: unknown;
  readonly steps?: readonly SyntaxNode[];
  readonly lhs?: unknown;
  readonly rhs?: unknown;
  readonly condition?: SyntaxNode;
  readonly then?: SyntaxNode;
  readonly else?: SyntaxNode;
  readonly arguments?: readonly SyntaxNode[];
  readonly procedure?: SyntaxNode;
  readonly expression?: SyntaxNode;
  readonly expressions?: readonly SyntaxNode[];
}

/** What a plain node may have; predicates, grouping, sorting, ancestry and singleton arrays are the library's. */
const PLAIN_MEMBERS: ReadonlySet<string> = new Set([
  'type',
  'value',
  'position',
  'steps',
  'lhs',
  'rhs',
  'condition',
  'then',
  'else',
  'arguments',
  'procedure',
  'name',
  'expression',
  'expressions',
]);

/** @returns undefined when any part of the expression is not simple */
export const compileFast = (node: unknown, environment: Environment): FastExpression | undefined => {
  try {
    return compile(node as SyntaxNode, environment);
  } catch (thrown) {
    if (thrown !== FALL_BACK) throw thrown;
    return undefined;
  }
};

const compile = (node: SyntaxNode, environment: Environment): FastExpression => {
  if (!Object.keys(node).every((member) => PLAIN_MEMBERS.has(member))) throw FALL_BACK;
  const compiler = COMPILERS[node.type];
  if (compiler === undefined) throw FALL_BACK;
  return compiler(node, environment);
};

const COMPILERS: Readonly<Record<string, (node: SyntaxNode, environment: Environment) => FastExpression>> = {
  string:
    ({ value }) =>
    () =>
      value,
  number:
    ({ value }) =>
    () =>
      value,
  value:
    ({ value }) =>
    () =>
      value,
  variable: ({ value }) => compileVariable(String(value)),
  path: ({ steps = [] }) => compilePath(steps),
  binary: (node, environment) => compileBinary(node, environment),
  unary: (node, environment) => compileUnary(node, environment),
  condition: (node, environment) => compileCondition(node, environment),
  function: (node, environment) => compileCall(node, environment),
  block: ({ expressions = [] }, environment) => {
    const [only, ...others] = expressions;
    if (only === undefined || others.length > 0) throw FALL_BACK;
    return compile(only, environment);
  },
};

const compileVariable = (name: string): FastExpression => {
  if (name === '' || name === '$' || name === 'states') throw FALL_BACK;
  return ({ variables }) => {
    if (!Object.hasOwn(variables, name)) throw FALL_BACK;
    return variables[name];
  };
};

const STATES_MEMBERS: Readonly<Record<string, FastExpression>> = {
  input: (scope) => scope.input,
  context: (scope) => scope.context,
  result: (scope) => scope.result,
  errorOutput: (scope) => scope.errorOutput,
};

const compilePath = (steps: readonly SyntaxNode[]): FastExpression => {
  const [first, ...rest] = steps;
  if (first?.type !== 'variable' || !steps.every(isPlainStep)) throw FALL_BACK;
  const names = rest.map(({ type, value }) => {
    if (type !== 'name') throw FALL_BACK;
    return String(value);
  });
  if (first.value !== 'states') return followNames(compileVariable(String(first.value)), names);
  const [member = '', ...more] = names;
  const start = Object.hasOwn(STATES_MEMBERS, member) ? STATES_MEMBERS[member] : undefined;
  if (start === undefined) throw FALL_BACK;
  return followNames(start, more);
};

const isPlainStep = (step: SyntaxNode): boolean => Object.keys(step).every((member) => PLAIN_MEMBERS.has(member));

const followNames =
  (start: FastExpression, names: readonly string[]): FastExpression =>
  (scope) => {
    let value = start(scope);
    for (const name of names) {
      if (Array.isArray(value)) throw FALL_BACK; // Paths map over arrays and flatten.
      if (typeof value !== 'object' || value === null) return undefined;
      value = Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
    }
    return value;
  };

const compileBinary = ({ value: operator, lhs, rhs }: SyntaxNode, environment: Environment): FastExpression => {
  const left = compile(lhs as SyntaxNode, environment);
  const right = compile(rhs as SyntaxNode, environment);
  if (operator === 'and') return (scope) => isTrue(left(scope)) && isTrue(right(scope));
  if (operator === 'or') return (scope) => isTrue(left(scope)) || isTrue(right(scope));
  const operate = fastFunction(`operator ${operator}`);
  if (operate === undefined) throw FALL_BACK;
  return (scope) => operate(environment, left(scope), right(scope));
};

const compileUnary = (node: SyntaxNode, environment: Environment): FastExpression => {
  if (node.value === '{') return compileObject(node.lhs as readonly (readonly [SyntaxNode, SyntaxNode])[], environment);
  if (node.value !== '-' || node.expression === undefined) throw FALL_BACK;
  const operand = compile(node.expression, environment);
  return (scope) => {
    const value = operand(scope);
    if (typeof value !== 'number') throw FALL_BACK;
    return -value;
  };
};

const compileObject = (
  pairs: readonly (readonly [SyntaxNode, SyntaxNode])[],
  environment: Environment,
): FastExpression => {
  const members = pairs.map(([key, value]) => {
    if (key.type !== 'string') throw FALL_BACK;
    return [String(key.value), compile(value, environment)] as const;
  });
  if (new Set(members.map(([key]) => key)).size < members.length) throw FALL_BACK;
  return (scope) => {
    const result: Record<string, unknown> = {};
    for (const [key, evaluate] of members) {
      const value = evaluate(scope);
      if (value !== undefined) result[key] = value;
    }
    return result;
  };
};

const compileCondition = (node: SyntaxNode, environment: Environment): FastExpression => {
  if (node.condition === undefined || node.then === undefined) throw FALL_BACK;
  const condition = compile(node.condition, environment);
  const yes = compile(node.then, environment);
  const no = node.else === undefined ? () => undefined : compile(node.else, environment);
  return (scope) => (isTrue(condition(scope)) ? yes(scope) : no(scope));
};

const compileCall = (node: SyntaxNode, environment: Environment): FastExpression => {
  const { procedure, arguments: operands = [] } = node;
  const name = String(procedure?.value);
  const apply = fastFunction(`${name}/${operands.length}`);
  if (procedure?.type !== 'variable' || apply === undefined) throw FALL_BACK;
  const [evaluate] = operands.map((operand) => compile(operand, environment));
  return (scope) => {
    if (Object.hasOwn(scope.variables, name)) throw FALL_BACK; // A variable of that name hides the function.
    return apply(environment, evaluate?.(scope), undefined);
  };
};
