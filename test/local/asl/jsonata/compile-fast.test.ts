import fc from 'fast-check';
import jsonata from 'jsonata';
import { expect, it } from 'vitest';
import { compileFast, FALL_BACK } from '../../../../local/asl/jsonata/compile-fast.ts';
import type { Scope } from '../../../../local/asl/model.ts';
import { fixedRandom } from '../fixed-random.ts';

const NOW_MS = Date.parse('2026-01-05T10:00:00Z');
const environment = { nowMs: () => NOW_MS, random: fixedRandom() };

const scalar = fc.oneof(
  fc.constantFrom(null, true, false, '', 'a', '7', '-1.5', '2026-01-05T10:00:00Z', 0, 1, -2, 1.5, 1e21),
  fc.integer({ min: -3, max: 3 }),
);
const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 2 },
    scalar,
    fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('value'), { maxKeys: 3 }),
    fc.array(tie('value'), { maxLength: 3 }),
  ),
})).value;

const path = fc
  .tuple(
    fc.constantFrom('$states.input', '$states.result', '$states.context', '$x', '$y', '$missing', '$not'),
    fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 3 }),
  )
  .map(([root, names]) => [root, ...names].join('.'));
const literal = fc.constantFrom("'a'", "''", '1', '-2', '0', 'true', 'false', 'null');
const expression = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 3 },
    path,
    literal,
    fc
      .tuple(
        tie('expression'),
        fc.constantFrom('=', '!=', '<', '<=', '>', '>=', '+', '-', '*', '/', '%', '&', 'and', 'or'),
        tie('expression'),
      )
      .map(([left, operator, right]) => `(${left} ${operator} ${right})`),
    fc
      .tuple(fc.constantFrom('$not', '$exists', '$string', '$number', '$toMillis'), tie('expression'))
      .map(([name, operand]) => `${name}(${operand})`),
    fc.tuple(tie('expression'), tie('expression'), tie('expression')).map(([a, b, c]) => `(${a} ? ${b} : ${c})`),
    tie('expression').map((value) => `{'k': ${value}, 'l': 1}`),
    tie('expression').map((value) => `-(${value})`),
  ),
})).expression;

it('gives what the library gives, wherever it does not leave the decision to it', async () => {
  let decided = 0;
  await fc.assert(
    fc.asyncProperty(expression, json, json, json, async (source, input, x, y) => {
      const scope: Scope = { input, result: y, context: { a: { b: 1 } }, variables: { x, y } };
      const compiled = jsonata(source);
      const fast = compileFast(compiled.ast(), environment);
      let value: unknown;
      try {
        value = fast?.(scope);
      } catch (thrown) {
        if (thrown !== FALL_BACK) throw thrown;
        return;
      }
      if (fast === undefined) return;
      decided += 1;
      const states = { input, result: y, context: scope.context };
      expect(value).toEqual(await compiled.evaluate(undefined, { x, y, states }));
    }),
    { numRuns: 4000, seed: 42 },
  );
  expect(decided).toBeGreaterThan(1000);
});

it('tells the time of the virtual clock', () => {
  const millis = compileFast(jsonata('$millis()').ast(), environment);
  const now = compileFast(jsonata('$now()').ast(), environment);
  const scope: Scope = { input: {}, context: {}, variables: {} };
  expect([millis?.(scope), now?.(scope)]).toEqual([NOW_MS, '2026-01-05T10:00:00.000Z']);
});
