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
  const [operator, first, upperOperator, upper, ...more] = terms as readonly unknown[];
  if (typeof operator !== 'string')
    return refusePattern(`Invalid member in numeric match: ${JSON.stringify(operator)}`);
  const compare = OPERATORS[operator] ?? refusePattern(`Unrecognized numeric range operator: ${operator}`);
  const bound = parseBound(operator, first);
  if (terms.length === 2) return (value) => typeof value === 'number' && compare(value, bound);
  if (!operator.startsWith('>')) refusePattern('Too many elements in numeric expression');
  if (typeof upperOperator !== 'string') return refusePattern(`Bad value in numeric range: ${String(upperOperator)}`);
  if (upperOperator !== '<' && upperOperator !== '<=') refusePattern(`Bad numeric range operator: ${upperOperator}`);
  const top = parseBound(upperOperator, upper);
  if (more.length > 0) refusePattern('Too many terms in numeric range expression');
  if (bound >= top) refusePattern('Bottom must be less than top');
  const compareTop = OPERATORS[upperOperator] ?? compare;
  return (value) => typeof value === 'number' && compare(value, bound) && compareTop(value, top);
};

const OPERATORS: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  '=': (value, bound) => value === bound,
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
};

const parseBound = (operator: string, bound: unknown): number => {
  if (typeof bound !== 'number') {
    return refusePattern(`Value of ${operator === '=' ? 'equals' : operator} must be numeric`);
  }
  if (Math.abs(bound) > NUMBER_MAX) refusePattern('Value must be between -5.0E9 and 5.0E9, inclusive');
  return bound;
};
