import { describe, expect, it } from 'vitest';
import { compileIntrinsic } from '../../../../local/asl/jsonpath/compile-intrinsic.ts';
import { fixedRandom } from '../fixed-random.ts';

const input = { list: [1, 2, 2, 3], text: 'a,b;c', name: 'Ann', object: { a: 1 }, more: { a: 2, b: [1] } };

const call = (text: string): unknown => {
  const scope = { input, context: {}, variables: { x: 4 } };
  return compileIntrinsic(text, 'field.$', { nowMs: () => 0, random: fixedRandom() })(scope, input);
};

describe('an intrinsic function', () => {
  it.each([
    { text: "States.Format('Hello {}, {} of \\{x\\}', $.name, $.list)", gives: 'Hello Ann, [1,2,2,3] of {x}' },
    { text: "States.Format('it\\'s {}', $x)", gives: "it's 4" },
    { text: "States.Array('a', 1, true, null, $.object)", gives: ['a', 1, true, null, { a: 1 }] },
    { text: 'States.Array()', gives: [] },
    { text: 'States.ArrayPartition($.list, 3)', gives: [[1, 2, 2], [3]] },
    { text: 'States.ArrayContains($.list, 3)', gives: true },
    { text: 'States.ArrayRange(1, 9, 4)', gives: [1, 5, 9] },
    { text: 'States.ArrayGetItem($.list, 3)', gives: 3 },
    { text: 'States.ArrayLength($.list)', gives: 4 },
    { text: 'States.ArrayUnique($.list)', gives: [1, 2, 3] },
    { text: "States.Base64Decode(States.Base64Encode('Zoë'))", gives: 'Zoë' },
    { text: "States.Base64Decode('QUI')", gives: 'AB' },
    { text: "States.Base64Decode('QUI')", gives: 'AB' },
    { text: "States.Hash('', 'MD5')", gives: 'd41d8cd98f00b204e9800998ecf8427e' },
    { text: 'States.JsonMerge($.object, $.more, false)', gives: { a: 2, b: [1] } },
    { text: 'States.StringToJson(\'{"a": [1]}\')', gives: { a: [1] } },
    { text: 'States.JsonToString($.more)', gives: '{"a":2,"b":[1]}' },
    { text: 'States.MathAdd($x, -6)', gives: -2 },
    { text: 'States.MathRandom(1, 999)', gives: 500 },
    { text: "States.StringSplit($.text, ',;')", gives: ['a', 'b', 'c'] },
    { text: "States.ArrayGetItem(States.StringSplit('x-y', '-'), 1)", gives: 'y' },
  ])('$text gives $gives', ({ text, gives }) => {
    expect(call(text)).toEqual(gives);
  });

  it.each([
    'States.ArrayGetItem($.list, 9)',
    'States.MathAdd(1)',
    'States.ArrayLength($.list, 1)',
    'States.MathRandom(1)',
    'States.UUID(1)',
    "States.Base64Decode('%%')",
    "States.Base64Decode('QUJDR')",
    'States.MathAdd($.name, 1)',
    'States.JsonMerge($.object, $.more, true)',
    "States.Format('{} {}', 1)",
    "States.StringToJson('{')",
    `States.Base64Encode('${'x'.repeat(10_001)}')`,
    `States.Hash('${'x'.repeat(10_001)}', 'MD5')`,
  ])('%s fails as States.IntrinsicFailure', (text) => {
    expect(() => call(text)).toThrow(expect.objectContaining({ error: 'States.IntrinsicFailure' }));
  });

  it('whose path leads nowhere fails as States.Runtime, which nothing catches', () => {
    expect(() => call('States.ArrayLength($.missing)')).toThrow(expect.objectContaining({ error: 'States.Runtime' }));
  });
});
