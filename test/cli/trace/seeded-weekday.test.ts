import { describe, expect, it } from 'vitest';
import { seededWeekday } from '../../../cli/trace/seeded-weekday.ts';

const shape = { startMs: 0, hours: 24, seed: 1, flashSaleAtMinute: 17 * 60 };

describe('a seeded weekday', () => {
  it('is the same for the same seed and another for another', () => {
    expect(seededWeekday(shape)).toEqual(seededWeekday(shape));
    expect(seededWeekday(shape).requests).not.toEqual(seededWeekday({ ...shape, seed: 2 }).requests);
  });

  it('has a flash sale that about triples the load within minutes', () => {
    const { requests } = seededWeekday(shape);
    const before = requests[17 * 60 - 1] as number;
    const height = Math.max(...requests.slice(17 * 60, 17 * 60 + 10));
    expect(height / before).toBeGreaterThan(2.5);
    expect(height / before).toBeLessThan(3.5);
  });

  it('is quiet at night', () => {
    const { requests } = seededWeekday(shape);
    expect(Math.max(...requests.slice(2 * 60, 4 * 60))).toBeLessThan(Math.min(...requests.slice(10 * 60, 16 * 60)) / 2);
  });
});
