import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addNumbers,
  compareNumbers,
  negateNumber,
  normalizeNumber,
  numberSizeBytes,
} from '../../../../../local/services/dynamodb/values/decimal.ts';

const OVERFLOW = 'Number overflow. Attempting to store a number with magnitude larger than supported range';
const UNDERFLOW = 'Number underflow. Attempting to store a number with magnitude smaller than supported range';
const TOO_LONG = 'Attempting to store more than 38 significant digits in a Number';

describe('numbers are normalized', () => {
  it.each([
    { when: 'leading zeros are trimmed', from: '007', to: '7' },
    { when: 'trailing zeros of a fraction are trimmed', from: '1.500', to: '1.5' },
    { when: 'a fraction of zeros is trimmed', from: '12.000', to: '12' },
    { when: 'exponents are written out', from: '1.5e3', to: '1500' },
    { when: 'negative exponents are written out', from: '-25E-4', to: '-0.0025' },
    { when: 'minus zero is zero', from: '-0.00', to: '0' },
    { when: 'zero with an exponent is zero', from: '0e300', to: '0' },
    { when: 'a plus sign is dropped', from: '+3', to: '3' },
    { when: 'a missing whole part is zero', from: '.5', to: '0.5' },
    { when: 'the largest magnitude fits', from: '9e125', to: `9${'0'.repeat(125)}` },
    { when: 'the smallest magnitude fits', from: '1e-130', to: `0.${'0'.repeat(129)}1` },
    {
      when: '38 digits fit',
      from: '1234567890.1234567890123456789012345678',
      to: '1234567890.1234567890123456789012345678',
    },
    { when: 'zeros around 38 digits do not count', from: `0${'1'.repeat(38)}000`, to: `${'1'.repeat(38)}000` },
  ])('$when', ({ from, to }) => {
    expect(normalizeNumber(from)).toBe(to);
  });

  it.each([
    { when: 'text is no number', from: 'b', message: 'The parameter cannot be converted to a numeric value: b' },
    { when: 'nothing is no number', from: '', message: 'The parameter cannot be converted to a numeric value' },
    {
      when: 'a point alone is no number',
      from: '.',
      message: 'The parameter cannot be converted to a numeric value: .',
    },
    { when: 'spaces are refused', from: ' 1', message: 'The parameter cannot be converted to a numeric value:  1' },
    {
      when: 'infinity is no number',
      from: 'Infinity',
      message: 'The parameter cannot be converted to a numeric value: Infinity',
    },
    { when: '39 digits are too many', from: '1'.repeat(39), message: TOO_LONG },
    {
      when: '39 digits of a fraction are too many',
      from: '-1.23456789012345678901234567890123456789',
      message: TOO_LONG,
    },
    { when: 'a magnitude of 126 is too large', from: '1e126', message: OVERFLOW },
    { when: 'so is its negative', from: '-1e126', message: OVERFLOW },
    { when: 'a magnitude of -131 is too small', from: '1e-131', message: UNDERFLOW },
  ])('$when', ({ from, message }) => {
    expect(() => normalizeNumber(from)).toThrow(message);
  });
});

describe('arithmetic is exact', () => {
  it.each([
    { left: '0.1', right: '0.2', sum: '0.3' },
    { left: '9007199254740993', right: '1', sum: '9007199254740994' },
    { left: '99999999999999999999999999999999999998', right: '1', sum: '99999999999999999999999999999999999999' },
    { left: '5', right: '-5', sum: '0' },
    { left: '1.25', right: '0.75', sum: '2' },
    { left: '-0.001', right: '1', sum: '0.999' },
  ])('$left plus $right is $sum', ({ left, right, sum }) => {
    expect(addNumbers(left, right)).toBe(sum);
  });

  it('refuses a sum of more than 38 digits', () => {
    expect(() => addNumbers('1e20'.replace('1e20', `1${'0'.repeat(30)}`), '0.000000001')).toThrow(TOO_LONG);
  });

  it('refuses a sum that is too large', () => {
    const largest = normalizeNumber(`${'9'.repeat(38)}e88`);
    expect(() => addNumbers(largest, largest)).toThrow(OVERFLOW);
  });

  const scaled = fc.record({ digits: fc.bigInt(-(10n ** 30n), 10n ** 30n), places: fc.integer({ min: 0, max: 6 }) });
  const write = ({ digits, places }: { digits: bigint; places: number }): string =>
    normalizeNumber(`${digits}e-${places}`);
  const scale = ({ digits, places }: { digits: bigint; places: number }): bigint => digits * 10n ** BigInt(6 - places);

  it('adds as whole numbers do', () => {
    fc.assert(
      fc.property(scaled, scaled, (a, b) => {
        expect(addNumbers(write(a), write(b))).toBe(normalizeNumber(`${scale(a) + scale(b)}e-6`));
      }),
    );
  });

  it('compares as whole numbers do', () => {
    fc.assert(
      fc.property(scaled, scaled, (a, b) => {
        const expected = scale(a) < scale(b) ? -1 : scale(a) > scale(b) ? 1 : 0;
        expect(Math.sign(compareNumbers(write(a), write(b)))).toBe(expected);
      }),
    );
  });

  it('comes back to zero with its negative', () => {
    fc.assert(
      fc.property(scaled, (a) => {
        expect(addNumbers(write(a), negateNumber(write(a)))).toBe('0');
      }),
    );
  });

  it('normalizes what is normal to itself', () => {
    fc.assert(
      fc.property(scaled, (a) => {
        expect(normalizeNumber(write(a))).toBe(write(a));
      }),
    );
  });
});

describe('numbers that doubles cannot tell apart', () => {
  it('are in order', () => {
    expect(compareNumbers('9007199254740993', '9007199254740992')).toBeGreaterThan(0);
    expect(compareNumbers('-0.30000000000000000001', '-0.3')).toBeLessThan(0);
  });
});

it.each([
  { number: '0', sizeBytes: 1 },
  { number: '7', sizeBytes: 2 },
  { number: '12345', sizeBytes: 4 },
  { number: '-12345', sizeBytes: 5 },
  { number: '1200000', sizeBytes: 2 },
  { number: '0.0012', sizeBytes: 2 },
])('$number takes $sizeBytes bytes', ({ number, sizeBytes }) => {
  expect(numberSizeBytes(number)).toBe(sizeBytes);
});
