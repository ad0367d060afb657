import { expect, it } from 'vitest';
import { seededDraw } from '../../../local/asl/seeded-draw.ts';

it('gives for a seed what AWS was seen to give for it', () => {
  // $random(42): https://github.com/floci-io/floci/issues/2662
  expect(seededDraw(42)).toBe(0.7275636800328681);
});

it('gives numbers in [0, 1) for any seed', () => {
  for (const seed of [0, -1, 2 ** 53, 1.9, -(2 ** 40)]) {
    expect(seededDraw(seed)).toBeGreaterThanOrEqual(0);
    expect(seededDraw(seed)).toBeLessThan(1);
  }
});
