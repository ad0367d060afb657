import { validationError } from '../validation-error.ts';

/**
 * Numbers of DynamoDB: decimals of at most 38 significant digits with a magnitude between 1E-130 and
 * 9.9999999999999999999999999999999999999E+125, or zero; leading and trailing zeros are trimmed.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html#HowItWorks.DataTypes.Number
 *
 * A number travels as text in plain notation. Here it is `digits * 10^exponent`, with no trailing zero in `digits`.
 */
interface Decimal {
  readonly digits: bigint;
  readonly exponent: number;
}

const DIGITS_MAX = 38;
const MAGNITUDE_MAX = 125;
const MAGNITUDE_MIN = -130;
const NOTATION = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/;
/** Whole numbers of up to 15 digits are exact as a double. */
const SHORT_INTEGER = /^(?:0|-?[1-9]\d{0,14})$/;

/**
 * The text DynamoDB would give back for a number that it was sent.
 *
 * @throws `ValidationException` when it is no number, too long, too large or too small
 */
export const normalizeNumber = (text: string): string => (SHORT_INTEGER.test(text) ? text : writeDecimal(parse(text)));

/** Negative, zero or positive, as `left` is below, equal to or above `right`; both normalized. */
export const compareNumbers = (left: string, right: string): number => {
  // Rounding to doubles keeps the order, so only ties need the digits.
  const difference = Number(left) - Number(right);
  if (difference !== 0 || left === right) return difference;
  const [a, b] = align(parse(left), parse(right));
  return a < b ? -1 : a > b ? 1 : 0;
};

/** The exact sum of two normalized numbers. @throws `ValidationException` when it does not fit */
export const addNumbers = (left: string, right: string): string => {
  if (SHORT_INTEGER.test(left) && SHORT_INTEGER.test(right))
    return normalizeNumber(String(Number(left) + Number(right)));
  const [a, b, exponent] = align(parse(left), parse(right));
  return writeDecimal(trim(a + b, exponent));
};

export const negateNumber = (text: string): string => {
  if (text === '0') return text;
  return text.startsWith('-') ? text.slice(1) : `-${text}`;
};

/**
 * Bytes of a number: one for two digits, one more, and one for the sign.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html ("approximately"; the
 * byte for the sign is unverified)
 */
export const numberSizeBytes = (text: string): number => {
  const digits = text.replace('-', '').replace('.', '').replace(/^0+/, '').replace(/0+$/, '');
  return Math.ceil(digits.length / 2) + 1 + (text.startsWith('-') ? 1 : 0);
};

const parse = (text: string): Decimal => {
  const [, sign, whole = '', fraction = '', power = '0'] = NOTATION.exec(text) ?? [];
  if (whole === '' && fraction === '') {
    throw validationError(`The parameter cannot be converted to a numeric value${text === '' ? '' : `: ${text}`}`);
  }
  const trimmed = (whole + fraction).replace(/^0+/, '').replace(/0+$/, '');
  if (trimmed === '') return { digits: 0n, exponent: 0 };
  const trailingZeros = /0*$/.exec(whole + fraction)?.[0].length ?? 0;
  const exponent = Number(power) - fraction.length + trailingZeros;
  checkRange(trimmed.length, exponent);
  const digits = BigInt(trimmed);
  return { digits: sign === '-' ? -digits : digits, exponent };
};

const checkRange = (digitCount: number, exponent: number): void => {
  const magnitude = exponent + digitCount - 1;
  if (magnitude > MAGNITUDE_MAX) {
    throw validationError('Number overflow. Attempting to store a number with magnitude larger than supported range');
  }
  if (magnitude < MAGNITUDE_MIN) {
    throw validationError('Number underflow. Attempting to store a number with magnitude smaller than supported range');
  }
  if (digitCount > DIGITS_MAX) {
    throw validationError('Attempting to store more than 38 significant digits in a Number');
  }
};

/** Both as multiples of the smaller power of ten. */
const align = (left: Decimal, right: Decimal): [left: bigint, right: bigint, exponent: number] => {
  const exponent = Math.min(left.exponent, right.exponent);
  return [
    left.digits * 10n ** BigInt(left.exponent - exponent),
    right.digits * 10n ** BigInt(right.exponent - exponent),
    exponent,
  ];
};

const trim = (digits: bigint, exponent: number): Decimal => {
  if (digits === 0n) return { digits, exponent: 0 };
  const text = digits.toString();
  const trimmed = text.replace(/0+$/, '');
  const trimmedExponent = exponent + text.length - trimmed.length;
  checkRange(trimmed.replace('-', '').length, trimmedExponent);
  return { digits: BigInt(trimmed), exponent: trimmedExponent };
};

const writeDecimal = ({ digits, exponent }: Decimal): string => {
  const sign = digits < 0n ? '-' : '';
  const text = (digits < 0n ? -digits : digits).toString();
  if (exponent >= 0) return sign + text + '0'.repeat(digits === 0n ? 0 : exponent);
  const point = text.length + exponent;
  if (point > 0) return `${sign}${text.slice(0, point)}.${text.slice(point)}`;
  return `${sign}0.${'0'.repeat(-point)}${text}`;
};
