import { describe, expect, it } from 'vitest';
import { compileExpression } from '../../../../local/asl/jsonata/compile-expression.ts';
import type { Scope } from '../../../../local/asl/model.ts';
import { createRandom } from '../../../../local/random.ts';

const NOW_MS = Date.parse('2026-01-05T10:20:30.400Z');

const evaluate = async (source: string, scope: Partial<Scope> = {}, seed = 1): Promise<unknown> => {
  const expression = compileExpression(source, { nowMs: () => NOW_MS, random: createRandom(seed) });
  return expression({ input: {}, context: {}, variables: {}, ...scope });
};

describe('the functions that Step Functions adds', () => {
  it.each([
    {
      says: '$partition cuts an array into chunks',
      source: '$partition([1..7], 3)',
      gives: [[1, 2, 3], [4, 5, 6], [7]],
    },
    { says: '$range counts with its last value included', source: '$range(0, 10, 2)', gives: [0, 2, 4, 6, 8, 10] },
    { says: '$range counts down', source: '$range(3, 1, -1)', gives: [3, 2, 1] },
    { says: '$parse reads JSON', source: `$parse('{"a": [1, null]}').a[0]`, gives: 1 },
    {
      says: '$hash is the hash in hexadecimal digits',
      source: `$hash('Hash this string', 'SHA-256')`,
      gives: '1cac63f39fd68d8c531f27b807610fb3d50f0fc3f186995767fb6316e7200a3e',
    },
  ])('$says', async ({ source, gives }) => {
    expect(await evaluate(source)).toEqual(gives);
  });

  it.each(['1/0', '{ "a": [-1/0] }', '$power(10, 400)'])('%s is no number that JSON has, and fails', async (source) => {
    await expect(evaluate(source)).rejects.toThrow(/out of range|Infinity|cannot be represented/i);
  });

  it('$random(seed) is a function of the seed alone', async () => {
    const [once, again, other] = [
      await evaluate('$random(7)', {}, 1),
      await evaluate('$random(7)', {}, 2),
      await evaluate('$random(8)', {}, 1),
    ];
    expect(again).toBe(once);
    expect(other).not.toBe(once);
  });

  it.each(['$random()', '$uuid()', '$shuffle([1..50])'])('%s follows the seed of the run', async (source) => {
    expect(await evaluate(source, {}, 5)).toEqual(await evaluate(source, {}, 5));
    expect(await evaluate(source, {}, 5)).not.toEqual(await evaluate(source, {}, 6));
  });

  it('$eval is refused', async () => {
    await expect(evaluate("$eval('1 + 1')")).rejects.toThrow('$eval is not supported');
  });
});

describe('time', () => {
  it.each([
    { says: '$millis', source: '$millis() + 0', gives: NOW_MS },
    { says: '$now', source: '$now()', gives: '2026-01-05T10:20:30.400Z' },
    { says: '$now with a picture', source: "$now('[Y]-[M01]-[D01]')", gives: '2026-01-05' },
    {
      says: 'a date that $toMillis completes',
      source: "$fromMillis($toMillis('08:15', '[H]:[m]'))",
      gives: '2026-01-05T08:15:00.000Z',
    },
  ])('$says is that of the virtual clock', async ({ source, gives }) => {
    expect(await evaluate(source)).toBe(gives);
  });
});

describe('results', () => {
  it('are plain JSON, so that a list of one stays a list in the next expression', async () => {
    const list = await evaluate('$states.input.items[kind = 1][]', { input: { items: [{ kind: 1 }, { kind: 2 }] } });
    expect(list).toEqual([{ kind: 1 }]);
    expect(await evaluate('{ "items": $list }', { variables: { list } })).toEqual({ items: [{ kind: 1 }] });
  });

  it('may not be functions', async () => {
    await expect(evaluate('function($a) { $a }')).rejects.toThrow('function');
    await expect(evaluate('{ "f": $sum }')).rejects.toThrow('function');
  });
});
