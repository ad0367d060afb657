import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compilePattern } from '../../../../local/events/pattern/compile-pattern.ts';
import { compileWildcard, parseWildcard } from '../../../../local/events/pattern/compile-wildcard.ts';
import { expandDottedKeys } from '../../../../local/events/pattern/expand-dotted-keys.ts';

const matches = (pattern: unknown, event: Record<string, unknown>): boolean =>
  compilePattern(pattern).matches(expandDottedKeys(event));

describe('laws', () => {
  const scalar = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));

  it('an exact value matches itself', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1 }).filter((key) => key !== '$or' && !key.includes('.')),
        scalar,
        (key, value) => matches({ [key]: [value] }, { [key]: value }),
      ),
    );
  });

  it('anything but a text is the opposite of the text, where the field is there', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (wanted, found) => {
        const isEqual = matches({ a: [wanted] }, { a: found });
        return matches({ a: [{ 'anything-but': wanted }] }, { a: found }) !== isEqual;
      }),
    );
  });

  it('exists true is the opposite of exists false', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('a', 'b'), fc.jsonValue()), (event) => {
        return matches({ a: [{ exists: true }] }, event) !== matches({ a: [{ exists: false }] }, event);
      }),
    );
  });

  it('a wildcard matches as the regular expression does', () => {
    const letters = fc
      .string({ unit: fc.constantFrom('a', 'b', '*'), maxLength: 6 })
      .filter((text) => !text.includes('**'));
    fc.assert(
      fc.property(letters, fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 8 }), (pattern, text) => {
        const expected = new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(text);
        expect(compileWildcard(parseWildcard(pattern))(text)).toBe(expected);
      }),
    );
  });

  it('knows the sources that can match only when the pattern lists them', () => {
    expect(compilePattern({ source: ['aws.ec2'] }).sources).toEqual(new Set(['aws.ec2']));
    expect(compilePattern({ source: ['aws.ec2', { prefix: 'x' }] }).sources).toBeUndefined();
    expect(compilePattern({ a: [1] }).sources).toBeUndefined();
  });
});
