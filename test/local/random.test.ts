import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../local/random.ts';

const draws = (seed: number | string, count: number): readonly number[] => {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => random.next());
};

describe('seeded chance', () => {
  it('is a function of the seed', () => {
    expect(draws(42, 20)).toEqual(draws(42, 20));
    expect(draws(42, 20)).not.toEqual(draws(43, 20));
    expect(draws('a', 20)).not.toEqual(draws('b', 20));
  });

  it('draws from 0 up to but not including 1, evenly', () => {
    const counts = new Array<number>(10).fill(0);
    for (const draw of draws(7, 100_000)) {
      expect(draw >= 0 && draw < 1).toBe(true);
      counts[Math.floor(draw * 10)] = (counts[Math.floor(draw * 10)] ?? 0) + 1;
    }
    // Five standard deviations of a binomial count.
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(5 * Math.sqrt(100_000 * 0.1 * 0.9));
  });

  it('gives as many hexadecimal digits as are asked for', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 0, max: 70 }), (seed, digits) => {
        expect(createRandom(seed).hex(digits)).toMatch(new RegExp(`^[0-9a-f]{${digits}}$`));
      }),
    );
  });

  it('makes version 4 UUIDs that do not repeat', () => {
    const random = createRandom(1);
    const uuids = Array.from({ length: 1000 }, () => random.uuid());
    for (const uuid of uuids)
      expect(uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(new Set(uuids).size).toBe(1000);
  });
});
