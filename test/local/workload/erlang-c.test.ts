import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { erlangC } from '../../../local/workload/erlang-c.ts';

/** The sum in the definition, for few servers. */
const byDefinition = (servers: number, load: number): number => {
  let term = 1;
  let sum = 0;
  for (let n = 0; n < servers; n++) {
    sum += term;
    term *= load / (n + 1);
  }
  const waiting = (term * servers) / (servers - load);
  return waiting / (sum + waiting);
};

describe('erlangC', () => {
  it.each([
    { row: 'one server at half load waits for half of the requests', servers: 1, load: 0.5, expected: 0.5 },
    { row: 'two servers with one Erlang: one in three waits', servers: 2, load: 1, expected: 1 / 3 },
    { row: 'three servers with two Erlang: four in nine wait', servers: 3, load: 2, expected: 4 / 9 },
    { row: 'ten servers with eight Erlang, as in tables of Erlang C', servers: 10, load: 8, expected: 0.4092 },
    { row: 'a hundred servers with ninety Erlang', servers: 100, load: 90, expected: 0.2169 },
    { row: 'a full system makes everybody wait', servers: 4, load: 4, expected: 1 },
    { row: 'nothing arrives, so nobody waits', servers: 4, load: 0, expected: 0 },
  ])('$row', ({ servers, load, expected }) => {
    expect(erlangC(servers, load)).toBeCloseTo(expected, 3);
  });

  it('equals the sum of its definition', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        (servers, share) => {
          expect(erlangC(servers, servers * share)).toBeCloseTo(byDefinition(servers, servers * share), 9);
        },
      ),
    );
  });

  it('stays a probability, and falls with more servers, up to thousands of them', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), fc.double({ min: 0, max: 1, noNaN: true }), (servers, share) => {
        const waits = erlangC(servers, servers * share);
        expect(waits).toBeGreaterThanOrEqual(0);
        expect(waits).toBeLessThanOrEqual(1);
        expect(erlangC(servers + 1, servers * share)).toBeLessThanOrEqual(waits);
      }),
    );
  });
});
