import { cutCidr } from './cut-cidr.ts';
import { evaluateCondition } from './evaluate-condition.ts';
import { NO_VALUE, type Scope } from './scope.ts';
import { substitute } from './substitute.ts';

/**
 * Resolve the intrinsic functions in a value of a template.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 *
 * @returns plain values; NO_VALUE when the value itself is not there
 * @throws Error on a function that is not known, or one whose arguments do not fit
 */
export const resolveValue = (value: unknown, scope: Scope): unknown => {
  if (typeof value === 'string') return checkDynamic(value);
  if (Array.isArray(value)) return value.map((item) => resolveValue(item, scope)).filter((item) => item !== NO_VALUE);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value as Readonly<Record<string, unknown>>);
  const name = entries.find(([key]) => key === 'Ref' || key.startsWith('Fn::'))?.[0];
  if (name === undefined) {
    const resolved = entries.map(([key, item]) => [key, resolveValue(item, scope)] as const);
    return Object.fromEntries(resolved.filter(([, item]) => item !== NO_VALUE));
  }
  if (entries.length > 1)
    throw new Error(`${name} stands beside ${entries.length - 1} other keys; it must stand alone`);
  const intrinsic = Object.hasOwn(INTRINSICS, name) ? INTRINSICS[name] : undefined;
  if (intrinsic === undefined) throw new Error(`the intrinsic function ${name} is not known`);
  return intrinsic((value as Readonly<Record<string, unknown>>)[name], scope);
};

type Intrinsic = (argument: unknown, scope: Scope) => unknown;

const checkDynamic = (text: string): string => {
  if (text.includes('{{resolve:')) throw new Error(`the dynamic reference ${text} is not resolved here`);
  return text;
};

const join: Intrinsic = (argument, scope) => {
  const [separator, items] = listOf(argument, 2, 'Fn::Join');
  return textsOf(resolveValue(items, scope), 'Fn::Join').join(textOf(separator, 'Fn::Join'));
};

const select: Intrinsic = (argument, scope) => {
  const [indexValue, items] = listOf(argument, 2, 'Fn::Select');
  const index = Number(resolveValue(indexValue, scope));
  const list = listOf(resolveValue(items, scope), undefined, 'Fn::Select');
  if (!Number.isInteger(index) || index < 0 || index >= list.length) {
    throw new Error(`Fn::Select asks for item ${index} of a list of ${list.length}`);
  }
  return list[index];
};

const getAttribute: Intrinsic = (argument, scope) => {
  const text = typeof argument === 'string' ? argument.split('.') : listOf(argument, 2, 'Fn::GetAtt');
  const [logicalId, ...path] = text.map((part) => textOf(resolveValue(part, scope), 'Fn::GetAtt'));
  return scope.attribute(logicalId ?? '', path.join('.'));
};

const findInMap: Intrinsic = (argument, scope) => {
  const [map = '', first = '', second = ''] = textsOf(
    resolveValue(listOf(argument, 3, 'Fn::FindInMap'), scope),
    'Fn::FindInMap',
  );
  return scope.mapped(map, first, second);
};

const choose: Intrinsic = (argument, scope) => {
  const [condition, whenTrue, whenFalse] = listOf(argument, 3, 'Fn::If');
  return resolveValue(scope.condition(textOf(condition, 'Fn::If')) ? whenTrue : whenFalse, scope);
};

const split: Intrinsic = (argument, scope) => {
  const [separator = '', text = ''] = textsOf(resolveValue(listOf(argument, 2, 'Fn::Split'), scope), 'Fn::Split');
  return text.split(separator);
};

const cidr: Intrinsic = (argument, scope) => {
  const [block, count, hostBits] = listOf(resolveValue(argument, scope), undefined, 'Fn::Cidr');
  return cutCidr(textOf(block, 'Fn::Cidr'), Number(count), Number(hostBits ?? 8));
};

const isTrue: Intrinsic = (argument, scope) => evaluateCondition(argument, scope, resolveValue);

const INTRINSICS: Readonly<Record<string, Intrinsic>> = {
  Ref: (argument, scope) => scope.ref(textOf(argument, 'Ref')),
  'Fn::And': (argument, scope) => isTrue({ 'Fn::And': argument }, scope),
  'Fn::Base64': (argument, scope) =>
    Buffer.from(textOf(resolveValue(argument, scope), 'Fn::Base64')).toString('base64'),
  'Fn::Cidr': cidr,
  'Fn::Equals': (argument, scope) => isTrue({ 'Fn::Equals': argument }, scope),
  'Fn::FindInMap': findInMap,
  'Fn::GetAZs': (argument, scope) => scope.zones(textOf(resolveValue(argument, scope), 'Fn::GetAZs') || scope.region),
  'Fn::GetAtt': getAttribute,
  'Fn::If': choose,
  'Fn::ImportValue': (argument, scope) => scope.imported(textOf(resolveValue(argument, scope), 'Fn::ImportValue')),
  'Fn::Join': join,
  'Fn::Length': (argument, scope) => listOf(resolveValue(argument, scope), undefined, 'Fn::Length').length,
  'Fn::Not': (argument, scope) => isTrue({ 'Fn::Not': argument }, scope),
  'Fn::Or': (argument, scope) => isTrue({ 'Fn::Or': argument }, scope),
  'Fn::Select': select,
  'Fn::Split': split,
  'Fn::Sub': (argument, scope) => {
    if (typeof argument === 'string') return substitute(argument, {}, scope);
    const [template, variables] = listOf(argument, 2, 'Fn::Sub');
    return substitute(textOf(template, 'Fn::Sub'), resolveValue(variables, scope) as Record<string, unknown>, scope);
  },
  'Fn::ToJsonString': (argument, scope) => JSON.stringify(resolveValue(argument, scope)),
};

const listOf = (value: unknown, length: number | undefined, name: string): readonly unknown[] => {
  if (Array.isArray(value) && (length === undefined || value.length === length)) return value;
  throw new Error(
    `${name} has ${JSON.stringify(value)}; it must have a list${length === undefined ? '' : ` of ${length}`}`,
  );
};

const textOf = (value: unknown, name: string): string => {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new Error(`${name} has ${JSON.stringify(value)} where a text must be`);
};

const textsOf = (value: unknown, name: string): readonly string[] =>
  listOf(value, undefined, name).map((item) => textOf(item, name));
