import { describe, expect, it } from 'vitest';
import { compilePattern } from '../../../../local/events/pattern/compile-pattern.ts';
import { expandDottedKeys } from '../../../../local/events/pattern/expand-dotted-keys.ts';

const matches = (pattern: unknown, event: Record<string, unknown>): boolean =>
  compilePattern(pattern).matches(expandDottedKeys(event));

const people = {
  people: [
    { first: 'Anna', last: 'Smith' },
    { first: 'Peter', last: 'Jones' },
  ],
};

describe('an event matches', () => {
  it.each<{ when: string; pattern: unknown; event: Record<string, unknown>; verdict: boolean }>([
    { when: 'a list has one of the values', pattern: { a: ['x', 'y'] }, event: { a: ['z', 'y'] }, verdict: true },
    { when: 'a list has none of the values', pattern: { a: ['x'] }, event: { a: ['z'] }, verdict: false },
    { when: 'a list in a list has the value', pattern: { a: ['x'] }, event: { a: [['x']] }, verdict: true },
    { when: 'a text looks like the number', pattern: { a: [1] }, event: { a: '1' }, verdict: false },
    { when: 'the number is written otherwise', pattern: { a: [300] }, event: { a: 3e2 }, verdict: true },
    {
      when: 'two fields are in the same object of a list',
      pattern: { people: { first: ['Anna'], last: ['Smith'] } },
      event: people,
      verdict: true,
    },
    {
      when: 'two fields are in different objects of a list',
      pattern: { people: { first: ['Anna'], last: ['Jones'] } },
      event: people,
      verdict: false,
    },
    {
      when: 'a dotted pattern means the same object too',
      pattern: { 'people.first': ['Anna'], 'people.last': ['Jones'] },
      event: people,
      verdict: false,
    },
    {
      when: 'a field that must be absent is in another object of the list',
      pattern: { a: { b: [1], c: [{ exists: false }] } },
      event: { a: [{ b: 1 }, { c: 2 }] },
      verdict: false,
    },
    {
      when: 'a field that must be absent is below an empty list',
      pattern: { a: { c: [{ exists: false }] } },
      event: { a: [] },
      verdict: true,
    },
    {
      when: 'a field that must be there is an empty list',
      pattern: { a: [{ exists: true }] },
      event: { a: [] },
      verdict: false,
    },
    {
      when: 'a field that must be there is an object',
      pattern: { a: [{ exists: true }] },
      event: { a: { b: 1 } },
      verdict: false,
    },
    {
      when: 'a field that must be absent is an object',
      pattern: { a: [{ exists: false }] },
      event: { a: { b: 1 } },
      verdict: true,
    },
    {
      when: 'a name of every object is asked for and is not in the event',
      pattern: { constructor: [{ exists: true }] },
      event: {},
      verdict: false,
    },
    { when: 'one side of $or holds', pattern: { $or: [{ a: [1] }, { b: [2] }] }, event: { a: 0, b: 2 }, verdict: true },
    { when: 'no side of $or holds', pattern: { $or: [{ a: [1] }, { b: [2] }] }, event: { a: 0, b: 0 }, verdict: false },
    {
      when: 'a field beside $or does not hold',
      pattern: { c: [1], $or: [{ a: [1] }, { b: [2] }] },
      event: { b: 2 },
      verdict: false,
    },
    {
      when: '$or is below a field',
      pattern: { d: { $or: [{ a: [1] }, { b: { c: [2] } }] } },
      event: { d: { b: { c: 2 } } },
      verdict: true,
    },
    {
      when: '$or is within $or',
      pattern: { $or: [{ a: [1] }, { $or: [{ b: [2] }, { c: [3] }] }] },
      event: { c: 3 },
      verdict: true,
    },
    {
      when: 'an address is written in another way',
      pattern: { ip: ['x', '2001:db8::1'] },
      event: { ip: '2001:0DB8:0:0:0:0:0:1' },
      verdict: true,
    },
    {
      when: 'an address is another one',
      pattern: { ip: ['10.0.0.1'] },
      event: { ip: '10.0.0.10' },
      verdict: false,
    },
    {
      when: 'an address of version 6 is in the block',
      pattern: { ip: [{ cidr: '2001:db8::/32' }] },
      event: { ip: '2001:db8::1' },
      verdict: true,
    },
    {
      when: 'an address of version 6 is outside',
      pattern: { ip: [{ cidr: '2001:db8::/32' }] },
      event: { ip: '2001:db9::1' },
      verdict: false,
    },
    {
      when: 'an address is the last of the block',
      pattern: { ip: [{ cidr: '10.0.0.0/24' }] },
      event: { ip: '10.0.0.255' },
      verdict: true,
    },
    {
      when: 'anything but a text is asked of a number',
      pattern: { a: [{ 'anything-but': 'x' }] },
      event: { a: 1 },
      verdict: true,
    },
    {
      when: 'an escaped asterisk is an asterisk',
      pattern: { a: [{ wildcard: 'a\\*b*' }] },
      event: { a: 'a*bc' },
      verdict: true,
    },
    {
      when: 'an escaped asterisk is nothing else',
      pattern: { a: [{ wildcard: 'a\\*b' }] },
      event: { a: 'axb' },
      verdict: false,
    },
    {
      when: 'parts of a wildcard would have to overlap',
      pattern: { a: [{ wildcard: 'ab*ba' }] },
      event: { a: 'aba' },
      verdict: false,
    },
    {
      when: 'a prefix ignores case',
      pattern: { a: [{ prefix: { 'equals-ignore-case': 'WEB-' } }] },
      event: { a: 'web-1' },
      verdict: true,
    },
    {
      when: 'a dotted key of the pattern does not hold beside a nested one',
      pattern: { 'a.b.c': [1], a: { b: { d: [2] } } },
      event: { a: { b: { c: 0, d: 2 } } },
      verdict: false,
    },
    {
      when: 'dots in an event join with keys beside them',
      pattern: { a: { b: [1], c: [2] } },
      event: { 'a.b': 1, a: { c: 2 } },
      verdict: true,
    },
  ])('when $when → $verdict', ({ pattern, event, verdict }) => {
    expect(matches(pattern, event)).toBe(verdict);
  });
});

describe('a pattern is refused', () => {
  it.each<{ when: string; pattern: unknown; reason: string }>([
    { when: 'it is no object', pattern: ['x'], reason: 'Filter is not an object' },
    { when: 'it is empty', pattern: {}, reason: 'Empty objects are not allowed' },
    { when: 'a part is empty', pattern: { a: {} }, reason: 'Empty objects are not allowed' },
    { when: 'a field allows nothing', pattern: { a: [] }, reason: 'Empty arrays are not allowed' },
    {
      when: 'a value is a list',
      pattern: { a: [['x']] },
      reason: 'Match value must be String, number, true, false, or null',
    },
    { when: 'an expression is empty', pattern: { a: [{}] }, reason: 'Match expression name not found' },
    {
      when: 'an expression has two operators',
      pattern: { a: [{ prefix: 'x', suffix: 'y' }] },
      reason: 'Only one key allowed',
    },
    {
      when: 'numeric has a second operator beside it',
      pattern: { a: [{ numeric: ['>', 1], prefix: 'x' }] },
      reason: 'Too many elements in numeric expression',
    },
    {
      when: 'anything-but has two operators',
      pattern: { a: [{ 'anything-but': { prefix: 'x', suffix: 'y' } }] },
      reason: 'Too many elements in numeric expression',
    },
    {
      when: 'a range is an empty list',
      pattern: { a: [{ numeric: [] }] },
      reason: 'Invalid member in numeric match: ]',
    },
    {
      when: 'a prefix is an empty object',
      pattern: { a: [{ prefix: {} }] },
      reason: 'Prefix expression name not found',
    },
    {
      when: 'a side of $or has a reserved name',
      pattern: { $or: [{ 'date-after': [1] }, { a: [1] }] },
      reason: 'date-after is Ruler reserved fieldName which cannot be used inside $or.',
    },
    {
      when: 'exists is no truth',
      pattern: { a: [{ exists: 'true' }] },
      reason: 'exists match pattern must be either true or false.',
    },
    {
      when: 'numbers and texts are mixed',
      pattern: { a: [{ 'anything-but': [1, 'x'] }] },
      reason: 'mixed type is not supported',
    },
    {
      when: 'anything-but has another operator',
      pattern: { a: [{ 'anything-but': { numeric: ['=', 1] } }] },
      reason: 'Unsupported anything-but pattern: numeric',
    },
    {
      when: 'anything-but has an operator with the name of what every object has',
      pattern: { a: [{ 'anything-but': { constructor: 'x' } }] },
      reason: 'Unsupported anything-but pattern: constructor',
    },
    {
      when: 'numeric has an operator with the name of what every object has',
      pattern: { a: [{ numeric: ['toString', 1] }] },
      reason: 'Unrecognized numeric range operator: toString',
    },
    {
      when: 'anything-but has a list of no texts',
      pattern: { a: [{ 'anything-but': { prefix: [] } }] },
      reason: 'Empty arrays are not allowed',
    },
    {
      when: 'a number is too large',
      pattern: { a: [{ numeric: ['<', 6e9] }] },
      reason: 'Value must be between -5.0E9 and 5.0E9',
    },
    {
      when: 'a range is empty',
      pattern: { a: [{ numeric: ['>', 5, '<', 5] }] },
      reason: 'Bottom must be less than top',
    },
    {
      when: 'a range has too much',
      pattern: { a: [{ numeric: ['>', 0, '<', 5, '<', 6] }] },
      reason: 'Too many terms in numeric range expression',
    },
    {
      when: 'an upper bound has a second',
      pattern: { a: [{ numeric: ['<', 5, '<', 6] }] },
      reason: 'Too many elements in numeric expression',
    },
    {
      when: 'a number is compared with a text',
      pattern: { a: [{ numeric: ['>', '0'] }] },
      reason: 'Value of > must be numeric',
    },
    { when: 'a block has no mask', pattern: { a: [{ cidr: '10.0.0.0' }] }, reason: "Malformed CIDR, one '/' required" },
    { when: 'a mask is no number', pattern: { a: [{ cidr: '10.0.0.0/x' }] }, reason: 'mask bits must be an integer' },
    {
      when: '$or has one side',
      pattern: { $or: [{ a: [1] }] },
      reason: 'There must have at least 2 Objects in $or relationship.',
    },
    {
      when: '$or has a side that is no object',
      pattern: { $or: [{ a: [1] }, 'x'] },
      reason: 'Only JSON object is allowed in array of $or relationship.',
    },
    {
      when: '$or has an operator as a field',
      pattern: { $or: [{ prefix: ['x'] }, { a: [1] }] },
      reason: 'prefix is Ruler reserved fieldName',
    },
    {
      when: 'a wildcard escapes something else',
      pattern: { a: [{ wildcard: 'a\\b' }] },
      reason: 'Invalid escape character at pos 2',
    },
    {
      when: 'wildcards of one field are too complex together',
      pattern: { a: ['x', 'y', 'z'].map((end) => ({ wildcard: `*/data/*.${end}` })) },
      reason: 'Rule is too complex',
    },
  ])('when $when', ({ pattern, reason }) => {
    expect(() => compilePattern(pattern)).toThrow(reason);
  });

  it('but two such wildcards are not too complex', () => {
    expect(() => compilePattern({ a: [{ wildcard: '*/data/*.x' }, { wildcard: '*/data/*.y' }] })).not.toThrow();
  });
});
