import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compilePattern } from '../../../../local/events/pattern/compile-pattern.ts';
import { expandDottedKeys } from '../../../../local/events/pattern/expand-dotted-keys.ts';
import type { Rule } from '../../../../local/services/events/rule.ts';
import { RuleIndex } from '../../../../local/services/events/rule-index.ts';

const ruleOf = (pattern: unknown, index: number, isEnabled = true): Rule => ({
  name: `rule-${index}`,
  arn: `arn:${index}`,
  description: undefined,
  pattern: { text: JSON.stringify(pattern), compiled: compilePattern(pattern) },
  schedule: undefined,
  targets: [],
  isEnabled,
});

const namesOf = (rules: readonly Rule[]): readonly string[] => rules.map(({ name }) => name);

const KEYS = ['source', 'a', 'b', 'constructor'];
const scalar = fc.constantFrom('x', 'y', 1, null, true);

const alternative = fc.oneof(
  scalar,
  fc.constantFrom(
    { exists: true },
    { exists: false },
    { prefix: 'x' },
    { numeric: ['>', 0] },
    { 'anything-but': ['x'] },
    { wildcard: '*y' },
  ),
);
const leaf = fc.array(alternative, { minLength: 1, maxLength: 2 });
const dictionary = (values: fc.Arbitrary<unknown>) =>
  fc.dictionary(fc.constantFrom(...KEYS), values, { minKeys: 1, maxKeys: 3, noNullPrototype: true });
const node = dictionary(fc.oneof(leaf, dictionary(leaf)));
const pattern = fc.oneof(
  node,
  fc.tuple(node, fc.array(node, { minLength: 2, maxLength: 3 })).map(([rest, either]) => ({ ...rest, $or: either })),
);

const value = fc.oneof(scalar, fc.array(scalar, { maxLength: 2 }));
const nested = fc.dictionary(fc.constantFrom(...KEYS, 'a.b'), value, { noNullPrototype: true });
const event = fc.dictionary(
  fc.constantFrom(...KEYS, 'a.b'),
  fc.oneof(value, nested, fc.array(nested, { maxLength: 2 })),
  { noNullPrototype: true },
);

it('finds the rules that match one by one, in their order', () => {
  fc.assert(
    fc.property(fc.array(pattern, { maxLength: 8 }), event, (patterns, raw) => {
      const rules = patterns.map((each, index) => ruleOf(each, index));
      const expanded = expandDottedKeys(raw);
      const expected = rules.filter((rule) => rule.pattern?.compiled.matches(expanded));
      expect(namesOf(new RuleIndex(rules).match(expanded))).toEqual(namesOf(expected));
    }),
    { numRuns: 500 },
  );
});

it('leaves out rules that are disabled', () => {
  const rules = [true, false].map((isEnabled, index) => ruleOf({ a: ['x'] }, index, isEnabled));
  expect(namesOf(new RuleIndex(rules).match({ a: 'x' }))).toEqual(['rule-0']);
});

it.each([
  { pattern: { source: ['s'], detail: { a: [{ prefix: 'x' }], b: ['y'] } }, gate: 'detail/b' },
  { pattern: { source: ['s'], detail: { a: [{ prefix: 'x' }] } }, gate: 'detail/a' },
  { pattern: { source: ['s'], detail: { a: [{ exists: false }] } }, gate: 'source' },
  { pattern: { detail: { a: [{ exists: false }, 'x'] } }, gate: undefined },
  { pattern: { $or: [{ a: [1] }, { b: [1] }] }, gate: undefined },
])('looks at $gate before anything else of $pattern', ({ pattern: source, gate }) => {
  expect(compilePattern(source).gate?.path.join('/')).toBe(gate);
});
