import { describe, expect, it } from 'vitest';
import { seededShapes } from '../../../cli/trace/seeded-shapes.ts';

/** Mean of a shape over minutes, in instances of 600 requests. */
function meanOf(name: string, from: number, until: number): number {
  const requests =
    seededShapes(1)
      .find((trace) => trace.name === name)
      ?.requests.slice(from, until) ?? [];
  return requests.reduce((sum, count) => sum + count, 0) / requests.length / 600;
}

describe('seededShapes', () => {
  it('is the same for the same seed and another for another', () => {
    expect(seededShapes(1)).toEqual(seededShapes(1));
    expect(seededShapes(2)).not.toEqual(seededShapes(1));
  });

  it.each([
    ['steps of 2', 0, 240, 20],
    ['steps of 2', 240, 420, 40],
    ['steps of 10', 240, 420, 200],
    ['sawtooth', 170, 180, 38.96],
    ['cron bursts', 60 + 7, 60 + 10, 60],
    ['cron bursts', 60 + 10, 120, 20],
    ['level shift', 2 * 1_440, 3 * 1_440, 80],
    ['outage and return', 60 * 60, 62 * 60, 0],
    ['launch from zero', 0, 1_440, 0],
    ['launch from zero', 1_450, 2_000, 40],
    ['one-minute bursts', 60 + 7, 60 + 8, 60],
    ['one-minute bursts', 60 + 8, 120, 15],
  ])('%s from minute %i to %i is at %f', (name, from, until, expected) => {
    expect(Math.abs(meanOf(name, from, until) - expected)).toBeLessThanOrEqual(0.02 * expected);
  });
});
