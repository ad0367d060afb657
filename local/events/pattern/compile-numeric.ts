import { refusePattern } from './refuse-pattern.ts';
import type { ValueTest } from './value-test.ts';

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html#eb-filtering-numeric-matching */
const NUMBER_MAX = 5.0e9;

/**
 * `["=", 5]`, `["<", 5]` or a range `[">", 0, "<=", 5]`.
 *
 * @throws `AwsError` InvalidEventPatternException
 */
export const compileNumeric = (terms: unknown): ValueTest => {
  if (!Array.isArray(terms)) return refusePattern('Value of numeric must be an array.');
  const [operator, first, ...rest] = terms as readonly unknown[];
  if (typeof operator !== 'string') {
    // An empty list ends where its operator should be.
    return refusePattern(`Invalid member in numeric match: ${operator === undefined ? ']' : JSON.stringify(operator)}`);
  }
  const compare = OPERATORS.get(operator) ?? refusePattern(`Unrecognized numeric range operator: ${operator}`);
  const bound = parseBound(operator, first);
  const isBeyond = onNumber(compare, bound);
  if (rest.length === 0) return isBeyond;
  if (!operator.startsWith('>')) refusePattern('Too many elements in numeric expression');
  const isWithin = compileUpperBound(rest, bound);
  return (value) => isBeyond(value) && isWithin(value);
};

const compileUpperBound = ([operator, upper, ...more]: readonly unknown[], bottom: number): ValueTest => {
  if (typeof operator !== 'string') return refusePattern(`Bad value in numeric range: ${String(operator)}`);
  const compare = operator.startsWith('<') ? OPERATORS.get(operator) : undefined;
  if (compare === undefined) return refusePattern(`Bad numeric range operator: ${operator}`);
  const top = parseBound(operator, upper);
  if (more.length > 0) refusePattern('Too many terms in numeric range expression');
  if (bottom >= top) refusePattern('Bottom must be less than top');
  return onNumber(compare, top);
};

type Comparison = (value: number, bound: number) => boolean;

const onNumber =
  (compare: Comparison, bound: number): ValueTest =>
  (value) =>
    typeof value === 'number' && compare(value, bound);

const OPERATORS: ReadonlyMap<string, Comparison> = new Map<string, Comparison>([
  ['=', (value, bound) => value === bound],
  ['<', (value, bound) => value < bound],
  ['<=', (value, bound) => value <= bound],
  ['>', (value, bound) => value > bound],
  ['>=', (value, bound) => value >= bound],
]);

const parseBound = (operator: string, bound: unknown): number => {
  if (typeof bound !== 'number') {
    return refusePattern(`Value of ${operator === '=' ? 'equals' : operator} must be numeric`);
  }
  if (Math.abs(bound) > NUMBER_MAX) refusePattern('Value must be between -5.0E9 and 5.0E9, inclusive');
  return bound;
};
