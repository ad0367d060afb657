import { compileAnythingBut } from './compile-anything-but.ts';
import { compileCidr } from './compile-cidr.ts';
import { compileNumeric } from './compile-numeric.ts';
import { compileWildcard, parseWildcard } from './compile-wildcard.ts';
import type { Expression } from './expression.ts';
import { refusePattern } from './refuse-pattern.ts';
import { isJsonObject, type ValueTest } from './value-test.ts';

/**
 * One match expression, such as `{"prefix": "web-"}`.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 *
 * @throws `AwsError` InvalidEventPatternException
 */
export const compileExpression = (expression: Readonly<Record<string, unknown>>): Expression => {
  const [[name, operand] = [], ...more] = Object.entries(expression);
  if (name === undefined) return refusePattern('Match expression name not found');
  const compile = Object.hasOwn(MATCH_TYPES, name) ? MATCH_TYPES[name] : undefined;
  const compiled = (compile ?? refusePattern(`Unrecognized match type ${name}`))(operand);
  if (more.length > 0) refusePattern(TOO_MUCH[name] ?? 'Only one key allowed in match expression');
  return compiled;
};

/** What AWS says of a second key where it has read a list or value before: https://github.com/aws/event-ruler (JsonRuleCompiler) */
const TOO_MUCH: Readonly<Record<string, string>> = {
  'anything-but': 'Too many elements in numeric expression',
  numeric: 'Too many elements in numeric expression',
};

const parseText = (operand: unknown, name: string): string =>
  typeof operand === 'string' ? operand : refusePattern(`${name} match pattern must be a string`);

const onText =
  (matches: (text: string) => boolean): ValueTest =>
  (value) =>
    typeof value === 'string' && matches(value);

/** `prefix` and `suffix` take a text, or `{"equals-ignore-case": text}`. */
const compileAffix =
  (name: 'prefix' | 'suffix', matches: (text: string, affix: string) => boolean) =>
  (operand: unknown): Expression => {
    if (!isJsonObject(operand)) {
      const affix = parseText(operand, name);
      return { test: onText((text) => matches(text, affix)) };
    }
    const [[operator, text] = [], ...more] = Object.entries(operand);
    if (operator === undefined) {
      refusePattern(`${name.charAt(0).toUpperCase()}${name.slice(1)} expression name not found`);
    }
    if (operator !== 'equals-ignore-case') refusePattern(`Unsupported ${name} pattern: ${operator}`);
    const affix = parseText(text, 'equals-ignore-case').toLowerCase();
    if (more.length > 0) refusePattern('Only one key allowed in match expression');
    return { test: onText((found) => matches(found.toLowerCase(), affix)) };
  };

const MATCH_TYPES: Readonly<Record<string, (operand: unknown) => Expression>> = {
  'anything-but': compileAnythingBut,
  cidr: (operand) => ({ test: compileCidr(operand) }),
  'equals-ignore-case': (operand) => {
    const wanted = parseText(operand, 'equals-ignore-case').toLowerCase();
    return { test: onText((text) => text.toLowerCase() === wanted) };
  },
  exactly: (operand) => {
    const wanted = parseText(operand, 'exact');
    return { test: (value) => value === wanted };
  },
  exists: (operand) => {
    if (typeof operand !== 'boolean') return refusePattern('exists match pattern must be either true or false.');
    return operand ? { test: () => true } : { test: () => false, acceptsAbsence: true };
  },
  numeric: (operand) => ({ test: compileNumeric(operand) }),
  prefix: compileAffix('prefix', (text, prefix) => text.startsWith(prefix)),
  suffix: compileAffix('suffix', (text, suffix) => text.endsWith(suffix)),
  wildcard: (operand) => {
    const literals = parseWildcard(parseText(operand, 'wildcard'));
    return { test: onText(compileWildcard(literals)), wildcards: [literals] };
  },
};
