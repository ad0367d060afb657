import { compileWildcard, parseWildcard } from './compile-wildcard.ts';
import type { Expression } from './expression.ts';
import { refusePattern } from './refuse-pattern.ts';
import { isJsonObject, type ValueTest } from './value-test.ts';

/**
 * `anything-but` with a value, a list of texts or of numbers, or one further operator over texts. The field has to be
 * there, whatever it holds; only then is it anything but these.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html#eb-filtering-anything-but
 *
 * @throws `AwsError` InvalidEventPatternException
 */
export const compileAnythingBut = (operand: unknown): Expression => {
  if (isJsonObject(operand)) return compileOperator(operand);
  if (Array.isArray(operand)) return { test: compileList(operand) };
  if (typeof operand !== 'string' && typeof operand !== 'number') return refusePattern(NEITHER_LIST_NOR_VALUE);
  return { test: (value) => value !== operand };
};

const NEITHER_LIST_NOR_VALUE = 'Value of anything-but must be an array or single string/number value.';

const compileList = (operands: readonly unknown[]): ValueTest => {
  if (!operands.every((operand) => typeof operand === 'string' || typeof operand === 'number')) {
    refusePattern('Inside anything but list, start|null|boolean is not supported.');
  }
  if (new Set(operands.map((operand) => typeof operand)).size !== 1) {
    refusePattern('Inside anything but list, either all values are number or string, mixed type is not supported');
  }
  const refused = new Set(operands);
  return (value) => !refused.has(value);
};

const compileOperator = (operators: Readonly<Record<string, unknown>>): Expression => {
  const [[name, operand] = [], ...more] = Object.entries(operators);
  if (name === undefined) return refusePattern('Anything-But expression name not found');
  const compile = Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined;
  if (compile === undefined) return refusePattern(`Unsupported anything-but pattern: ${name}`);
  if (isJsonObject(operand) || operand === null) return refusePattern(NEITHER_LIST_NOR_VALUE);
  if (Array.isArray(operand) && operand.length === 0) refusePattern('Empty arrays are not allowed');
  const compiled = compile(Array.isArray(operand) ? operand : [operand]);
  if (more.length > 0) refusePattern('Too many elements in numeric expression'); // Of a list of texts, too.
  return compiled;
};

const compileAffix = (operands: readonly unknown[], matches: (text: string, affix: string) => boolean): Expression => {
  const affixes = parseTexts(operands, 'prefix/suffix match pattern must be a string');
  if (affixes.includes('')) refusePattern('Null prefix/suffix not allowed');
  return { test: anythingBut((text) => affixes.some((affix) => matches(text, affix))) };
};

const parseTexts = (operands: readonly unknown[], refusal: string): readonly string[] =>
  operands.map((operand) => (typeof operand === 'string' ? operand : refusePattern(refusal)));

const anythingBut =
  (isRefused: (text: string) => boolean): ValueTest =>
  (value) =>
    typeof value !== 'string' || !isRefused(value);

const OPERATORS: Readonly<Record<string, (operands: readonly unknown[]) => Expression>> = {
  prefix: (operands) => compileAffix(operands, (text, prefix) => text.startsWith(prefix)),
  suffix: (operands) => compileAffix(operands, (text, suffix) => text.endsWith(suffix)),
  'equals-ignore-case': (operands) => {
    const refusal = 'Inside anything-but/equals-ignore-case list, number|start|null|boolean is not supported.';
    const refused = new Set(parseTexts(operands, refusal).map((text) => text.toLowerCase()));
    return { test: anythingBut((text) => refused.has(text.toLowerCase())) };
  },
  wildcard: (operands) => {
    const wildcards = parseTexts(operands, 'wildcard match pattern must be a string').map(parseWildcard);
    const tests = wildcards.map(compileWildcard);
    return { test: anythingBut((text) => tests.some((matches) => matches(text))), wildcards };
  },
};
