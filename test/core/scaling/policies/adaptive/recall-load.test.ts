import { describe, expect, it } from 'vitest';
import { blankMemory, HOUR_LOADS, MINUTE } from '../../../../../core/scaling/policies/adaptive/memory.ts';
import {
  changeBetween,
  exceeded,
  loadAround,
  loadOf,
  type Past,
} from '../../../../../core/scaling/policies/adaptive/recall-load.ts';
import {
  HOUR_ERRORS,
  HOUR_MINUTES,
  hourFrom,
  noSeason,
  rememberHour,
} from '../../../../../core/scaling/policies/adaptive/season.ts';
import { seededChance } from './play-adaptive.ts';

const HOURS = 6;
const FIRST_HOUR = 490_000;
const chance = seededChance(3);
const someLoads = (): Float32Array =>
  Float32Array.from({ length: HOUR_MINUTES }, () => (chance() < 0.05 ? Number.NaN : Math.f16round(20 * chance())));

/** Six hours with gaps, the fourth of them lost, and half of the seventh. */
function somePast(): Past {
  let season = noSeason;
  for (let hour = 0; hour < HOURS; hour += 1) {
    if (hour === 3) continue;
    season = rememberHour(season, hourFrom(FIRST_HOUR + hour, someLoads(), new Float32Array(HOUR_ERRORS)));
  }
  const memory = blankMemory();
  memory.doubles[MINUTE] = (FIRST_HOUR + HOURS) * HOUR_MINUTES + 29;
  memory.singles.fill(Number.NaN, HOUR_LOADS, HOUR_LOADS + HOUR_MINUTES);
  memory.singles.set(someLoads().subarray(0, 30), HOUR_LOADS);
  return { memory, season };
}

/** The same from each minute by itself. */
function meanAround(past: Past, minute: number, width: number): number {
  const loads = Array.from({ length: 2 * width + 1 }, (_, at) => loadOf(past, minute - width + at));
  const known = loads.filter((load) => !Number.isNaN(load));
  return known.reduce((sum, load) => sum + load, 0) / known.length;
}

describe('what is recalled of other minutes', () => {
  const past = somePast();
  const from = FIRST_HOUR * HOUR_MINUTES - 40;
  const minutes = Array.from({ length: (HOURS + 1) * HOUR_MINUTES }, (_, at) => from + at);

  it.each([0, 1, 3, 10])('is the mean of %i minutes on each side, within an hour and across', (width) => {
    for (const minute of minutes) expect(loadAround(past, minute, width)).toBe(meanAround(past, minute, width));
  });

  it.each([0, 1, 3])('is the change between two such means of %i minutes on each side', (width) => {
    for (const minute of minutes) {
      const change = meanAround(past, minute + 5, width) - meanAround(past, minute, width);
      expect(changeBetween(past, minute, minute + 5, width)).toBe(change);
    }
  });

  it('is whether one of some minutes had more load', () => {
    for (const load of [5, 19.5, 19.99]) {
      for (const minute of minutes) {
        const hadMore = [0, 1, 2].some((at) => loadOf(past, minute + at) > load);
        expect(exceeded(past, minute, minute + 2, load)).toBe(hadMore);
      }
    }
  });
});
