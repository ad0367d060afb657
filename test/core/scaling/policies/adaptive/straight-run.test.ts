import { describe, expect, it } from 'vitest';
import { followLoad, startForecast } from '../../../../../core/scaling/policies/adaptive/forecast-load.ts';
import { blankMemory } from '../../../../../core/scaling/policies/adaptive/memory.ts';
import { slopeMinutes } from '../../../../../core/scaling/policies/adaptive/straight-run.ts';
import { aView } from '../fleet-fixture.ts';
import { DAY, playAdaptive, seededChance } from './play-adaptive.ts';

/** Loads between 10 and 30 instances, one for each so many minutes, with straight lines between them. */
const straightLines = (minutes: number, period: number): Float64Array => {
  const chance = seededChance(11);
  const means = Array.from({ length: Math.ceil(minutes / period) + 1 }, () => 10 + 20 * chance());
  return Float64Array.from({ length: minutes }, (_, minute) => {
    const [from = 0, to = 0] = means.slice(Math.floor(minute / period));
    return from + ((to - from) * (minute % period)) / period;
  });
};

/** What a slope is reckoned with at the end of each of the last ten minutes. */
const reckonedWith = (loads: ArrayLike<number>, bootMinutes: number): number[] => {
  const memory = blankMemory();
  startForecast(memory, loads[0] ?? 0);
  return Array.from(loads, (load) => {
    followLoad(memory, load);
    return slopeMinutes(memory, bootMinutes);
  }).slice(-10);
};

describe('a straight run', () => {
  // A line begins at each minute that its period divides, so the last load of the ten is one minute before the end of a line.
  it('is reckoned with for as long as lines usually last, and for a minute at their end', () => {
    expect(reckonedWith(straightLines(600, 5), 4)).toEqual([1, 5, 4, 3, 2, 1, 5, 4, 3, 2]);
  });

  it('is reckoned with for no longer than a boot takes, nor than six minutes', () => {
    expect(reckonedWith(straightLines(605, 10), 2)).toEqual([3, 3, 3, 3, 2, 1, 3, 3, 3, 3]);
    expect(reckonedWith(straightLines(605, 10), 12)).toEqual([6, 5, 4, 3, 2, 1, 6, 6, 6, 6]);
  });

  it('is none where the load stood still before it', () => {
    const chance = seededChance(2);
    const night = new Array(600).fill(0);
    expect(reckonedWith([...night, ...Array.from({ length: 10 }, chance)], 4)).toEqual(new Array(10).fill(1));
  });

  it('is none where each minute is counted for itself', () => {
    const chance = seededChance(2);
    expect(reckonedWith(Float64Array.from({ length: 600 }, chance), 4)).toEqual(new Array(10).fill(1));
  });
});

it('foretells a load of lines of five minutes best right after a turn', () => {
  const demand = straightLines(3 * DAY, 5);
  const errors: number[][] = [[], [], [], [], []];
  playAdaptive(demand, {
    swap: (run, minute) => {
      const error = Math.abs((run.want(aView(1)).figures?.['forecast'] ?? 0) - (demand[minute + 5] ?? 0));
      if (minute > 2 * DAY && minute < 3 * DAY - 5) errors[minute % 5]?.push(error);
      return run;
    },
  });
  const [end = 0, after = 0] = errors.map((each) => each.reduce((sum, error) => sum + error, 0) / each.length);
  expect(after).toBeLessThan(0.4 * end);
});
