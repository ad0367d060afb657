import { checkWildcardComplexity } from './check-wildcard-complexity.ts';
import { compileExpression } from './compile-expression.ts';
import { parseIpAddress } from './parse-ip-address.ts';
import { refusePattern } from './refuse-pattern.ts';
import { isJsonObject, isScalar, type Scalar, type ValueTest } from './value-test.ts';

/** What one field of an event may hold. */
export interface FieldTest {
  readonly test: ValueTest;
  readonly acceptsAbsence: boolean;
  /** The values, when the field lists values and nothing else. */
  readonly exactly: ReadonlySet<Scalar> | undefined;
}

/**
 * The alternatives of one field: values to be equal to, and match expressions.
 *
 * @throws `AwsError` InvalidEventPatternException
 */
export const compileField = (alternatives: readonly unknown[]): FieldTest => {
  if (alternatives.length === 0) refusePattern('Empty arrays are not allowed');
  const values = new Set(alternatives.filter((each) => isScalar(each) && !isAddress(each)) as readonly Scalar[]);
  const addresses = alternatives.filter(isAddress);
  const expressions = alternatives
    .filter((alternative) => !isScalar(alternative))
    .map((alternative) =>
      isJsonObject(alternative)
        ? compileExpression(alternative)
        : refusePattern('Match value must be String, number, true, false, or null'),
    );
  const wildcards = expressions.flatMap((expression) => expression.wildcards ?? []);
  if (wildcards.length > 0) checkWildcardComplexity(wildcards);
  return {
    test: joinTests(values, [...addresses.map(compileAddress), ...expressions.map(({ test }) => test)]),
    acceptsAbsence: expressions.some(({ acceptsAbsence }) => acceptsAbsence === true),
    exactly: expressions.length + addresses.length === 0 ? values : undefined,
  };
};

/** An address is matched however it is written: https://github.com/aws/event-ruler (CIDR.ipToRangeIfPossible) */
const isAddress = (alternative: unknown): alternative is string =>
  typeof alternative === 'string' && parseIpAddress(alternative) !== undefined;

const compileAddress = (wanted: string): ValueTest => {
  const address = parseIpAddress(wanted);
  return (value) => value === wanted || (typeof value === 'string' && parseIpAddress(value) === address);
};

const joinTests = (values: ReadonlySet<Scalar>, tests: readonly ValueTest[]): ValueTest => {
  const [first] = values;
  const isExact: ValueTest = values.size === 1 ? (value) => value === first : (value) => values.has(value);
  if (tests.length === 0) return isExact;
  const [only, ...others] = tests;
  if (only !== undefined && values.size + others.length === 0) return only;
  return (value) => isExact(value) || tests.some((test) => test(value));
};
