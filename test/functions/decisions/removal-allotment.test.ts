import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AllotmentInput, removalAllotment } from '../../../functions/decisions/removal-allotment.ts';
import { MINUTE_MS, NOW_MS } from '../../fakes/builders.ts';

const allot = (input: Partial<AllotmentInput>): number =>
  removalAllotment({ index: 0, tiers: 1, desired: 10, lastDecreaseAtMs: null, nowMs: NOW_MS, ...input });

describe('removals that one tier may make in a minute', () => {
  it.each([
    { when: 'a small tier is alone', input: { desired: 10 }, expected: 5 },
    { when: 'a large tier is alone', input: { desired: 300 }, expected: 15 },
    {
      when: 'it has lost some in this minute',
      input: { lastDecreaseAtMs: NOW_MS + 1, nowMs: NOW_MS + 59_999 },
      expected: 0,
    },
    { when: 'it lost some in the minute before', input: { lastDecreaseAtMs: NOW_MS - 1 }, expected: 5 },
  ])('when $when → $expected', ({ input, expected }) => {
    expect(allot(input)).toBe(expected);
  });

  it('together never exceed the larger of 5 and 5 % of all', () => {
    const sizes = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(sizes, fc.integer({ min: 0, max: 1000 }), (desired, minute) => {
        const nowMs = NOW_MS + minute * MINUTE_MS;
        const all = desired.map((size, index) => allot({ index, tiers: desired.length, desired: size, nowMs }));
        const total = desired.reduce((sum, size) => sum + size, 0);
        expect(all.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(Math.max(5, 0.05 * total));
      }),
    );
  });

  it('come to every tier, however small it is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 120 }), (tiers) => {
        const minutes = Array.from({ length: 2 * tiers }, (_, minute) => NOW_MS + minute * MINUTE_MS);
        for (let index = 0; index < tiers; index++) {
          expect(minutes.some((nowMs) => allot({ index, tiers, desired: 1, nowMs }) > 0)).toBe(true);
        }
      }),
      { numRuns: 30 },
    );
  });
});
