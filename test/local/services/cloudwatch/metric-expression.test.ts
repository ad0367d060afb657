import { describe, expect, it } from 'vitest';
import { parseExpression } from '../../../../local/services/cloudwatch/metric-expression.ts';

const SERIES: Readonly<Record<string, readonly (number | undefined)[]>> = {
  a: [1, 2, undefined, 4],
  b: [10, undefined, undefined, 40],
  z: [0, 1, 2, 0],
};
const evaluate = (text: string) => parseExpression(text).evaluate((name) => SERIES[name] ?? [], 4);

describe('metric math', () => {
  it.each([
    { text: 'a + b', expected: [11, undefined, undefined, 44] },
    { text: 'b / a - 1', expected: [9, undefined, undefined, 9] },
    { text: '2 * (a + 1)', expected: [4, 6, undefined, 10] },
    { text: '1 + 2 * 3 - 4 / 2', expected: [5, 5, 5, 5] },
    { text: '-a', expected: [-1, -2, undefined, -4] },
    { text: 'a - 1 - 1', expected: [-1, 0, undefined, 2] },
    { text: 'FILL(b, 0) + FILL(a, 0)', expected: [11, 2, 0, 44] },
    { text: 'FILL(b, REPEAT)', expected: [10, 10, 10, 40] },
    { text: 'FILL(b, z)', expected: [10, 1, 2, 40] },
    { text: 'MAX([a, b])', expected: [10, 2, undefined, 40] },
    { text: 'SUM(a)', expected: [7, 7, 7, 7] },
    { text: 'AVG([a,b])', expected: [5.5, 2, undefined, 22] },
    { text: 'a / z', expected: [undefined, 2, undefined, undefined] },
    { text: '1.5', expected: [1.5, 1.5, 1.5, 1.5] },
  ])('$text', ({ text, expected }) => {
    expect(evaluate(text)).toEqual(expected);
  });

  it('names the queries that it reads', () => {
    expect(parseExpression('a + FILL(b, 0) / a').names).toEqual(['a', 'b', 'a']);
  });

  it.each([
    { text: 'RATE(a)', at: 'RATE' },
    { text: 'a +', at: 'the end' },
    { text: '(a', at: 'the end' },
    { text: 'a b', at: 'b' },
    { text: 'a > 3', at: '>' },
    { text: '', at: 'the end' },
  ])('refuses "$text", naming the place', ({ text, at }) => {
    expect(() => parseExpression(text)).toThrow(
      `the embedded cloud does not understand the metric math "${text}" at ${at}`,
    );
  });
});
