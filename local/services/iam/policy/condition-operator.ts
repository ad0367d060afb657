import { compileArnGlob, compileGlob, type TextTest } from './compile-glob.ts';
import { joinPieces, type TextPiece } from './compile-text.ts';

/** How one operator compares the value of a key with one value of the policy. */
export interface ConditionOperator {
  readonly compile: (pieces: readonly TextPiece[]) => TextTest;
  /** True for `StringNotEquals` and its like: none of the values may match. */
  readonly isNegated: boolean;
  /** Whether a policy may have a value. Operators that are not on texts take no policy variables either. */
  readonly takes: (wanted: string) => boolean;
}

const onText =
  (compare: (found: string, wanted: string) => boolean): ConditionOperator['compile'] =>
  (pieces) => {
    const wanted = joinPieces(pieces);
    return (found) => compare(found, wanted);
  };

const onNumber =
  (
    compare: (found: number, wanted: number) => boolean,
    parse: (text: string) => number,
  ): ConditionOperator['compile'] =>
  (pieces) => {
    const wanted = parse(joinPieces(pieces));
    // NaN compares as false with everything, as AWS has it for values of another type.
    return (found) => compare(parse(found), wanted);
  };

const COMPARISONS: Readonly<Record<string, (found: number, wanted: number) => boolean>> = {
  Equals: (found, wanted) => found === wanted,
  LessThan: (found, wanted) => found < wanted,
  LessThanEquals: (found, wanted) => found <= wanted,
  GreaterThan: (found, wanted) => found > wanted,
  GreaterThanEquals: (found, wanted) => found >= wanted,
};

/** Dates are ISO 8601 or seconds since 1970. */
const parseDate = (text: string): number => (/^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text));

const operator = (
  compile: ConditionOperator['compile'],
  isNegated = false,
  takes: ConditionOperator['takes'] = () => true,
): ConditionOperator => ({ compile, isNegated, takes });

/** The six of numbers, or of dates. */
const comparing = (name: string, parse: (text: string) => number): Record<string, ConditionOperator> => {
  const takes = (wanted: string): boolean => !Number.isNaN(parse(wanted));
  const equals = onNumber((found, wanted) => found === wanted, parse);
  return {
    [`${name}NotEquals`]: operator(equals, true, takes),
    ...Object.fromEntries(
      Object.entries(COMPARISONS).map(([suffix, compare]) => [
        `${name}${suffix}`,
        operator(onNumber(compare, parse), false, takes),
      ]),
    ),
  };
};

const isEqual = onText((found, wanted) => found === wanted);
const isEqualIgnoringCase = onText((found, wanted) => found.toLowerCase() === wanted.toLowerCase());

/**
 * By name. `IpAddress` is missing on purpose: requests in the embedded cloud come from nowhere.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export const CONDITION_OPERATORS: Readonly<Record<string, ConditionOperator>> = {
  StringEquals: operator(isEqual),
  StringNotEquals: operator(isEqual, true),
  StringEqualsIgnoreCase: operator(isEqualIgnoringCase),
  StringNotEqualsIgnoreCase: operator(isEqualIgnoringCase, true),
  StringLike: operator(compileGlob),
  StringNotLike: operator(compileGlob, true),
  // The two behave identically.
  ArnEquals: operator(compileArnGlob),
  ArnLike: operator(compileArnGlob),
  ArnNotEquals: operator(compileArnGlob, true),
  ArnNotLike: operator(compileArnGlob, true),
  Bool: operator(isEqualIgnoringCase, false, (wanted) => /^(true|false)$/i.test(wanted)),
  BinaryEquals: operator(isEqual, false, (wanted) => !wanted.includes('${')),
  ...comparing('Numeric', Number),
  ...comparing('Date', parseDate),
};
