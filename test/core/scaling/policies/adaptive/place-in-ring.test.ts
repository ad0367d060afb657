import { expect, it } from 'vitest';
import { placeInRing } from '../../../../../core/scaling/policies/adaptive/place-in-ring.ts';

it('gives each of as many numbers in a row as the ring has places one of its own, also before 1970', () => {
  for (const first of [-1_000, -5, 0, 29_500_000]) {
    const places = Array.from({ length: 28 }, (_, at) => placeInRing(first + at, 28));
    expect(places.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 28 }, (_, place) => place));
    expect(placeInRing(first + 28, 28)).toBe(places[0]);
  }
});
