import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compareScalars } from '../../../../../local/services/dynamodb/values/compare-values.ts';

it('orders text as its UTF-8 bytes are ordered', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (left, right) => {
      const expected = Math.sign(Buffer.compare(Buffer.from(left), Buffer.from(right)));
      expect(Math.sign(compareScalars({ S: left }, { S: right }) ?? 0)).toBe(expected);
    }),
  );
});

it('puts a character beyond the basic plane behind all others', () => {
  expect(compareScalars({ S: '\u{1F600}' }, { S: '\uFFFD' })).toBeGreaterThan(0);
});
