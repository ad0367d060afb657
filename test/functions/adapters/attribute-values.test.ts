import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromAttributes, toAttributes } from '../../../functions/adapters/attribute-values.ts';

const safeNumber = fc
  .double({ noNaN: true, noDefaultInfinity: true, min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER })
  .map((value) => value + 0); // JSON and DynamoDB know no negative zero
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.string(),
    safeNumber,
    fc.boolean(),
    fc.constant(null),
    fc.uint8Array(),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), tie('value'), { maxKeys: 4 }),
  ),
}));

describe('attribute values', () => {
  it('come back as they went', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), value), (item) => {
        expect(fromAttributes(toAttributes(item))).toEqual(item);
      }),
    );
  });

  it.each([
    { value: 'text', attribute: { S: 'text' } },
    { value: '', attribute: { S: '' } },
    { value: 0.1, attribute: { N: '0.1' } },
    { value: false, attribute: { BOOL: false } },
    { value: null, attribute: { NULL: true } },
    { value: new Uint8Array([1]), attribute: { B: new Uint8Array([1]) } },
    { value: [1, undefined, 'a'], attribute: { L: [{ N: '1' }, { S: 'a' }] } },
    { value: { a: { b: 1 }, c: undefined }, attribute: { M: { a: { M: { b: { N: '1' } } } } } },
  ])('make $attribute of $value', ({ value: given, attribute }) => {
    expect(toAttributes({ given, absent: undefined })).toEqual({ given: attribute });
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, 1n, new Date(0), new Map(), () => 1])(
    'refuse %s, with the name of the attribute',
    (misfit) => {
      expect(() => toAttributes({ load: misfit })).toThrow(/attribute load/);
    },
  );

  it('refuse a set, which no item of ours has', () => {
    expect(() => fromAttributes({ groups: { SS: ['a'] } })).toThrow('attribute groups is of type SS');
  });
});
