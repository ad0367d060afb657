import { describe, expect, it } from 'vitest';
import { driveDecisions } from '../../../core/scaling/drive-decisions.ts';
import { type PlantView, runPlant } from '../../../core/scaling/plant.ts';
import { aMetric, aTier } from './scale-fixture.ts';

const tier = aTier({ min: 1, max: 100, load: [aMetric({ servedPerInstancePerMinute: 1 })] });

/** The sizes that a tier asks the plant for. */
function sizesFor(demand: readonly number[], changes: Parameters<typeof aTier>[0] = {}): number[] {
  const drive = driveDecisions({ ...tier, ...changes });
  const sizes: number[] = [];
  runPlant(demand, (view: PlantView) => {
    const size = drive(view);
    sizes.push(size);
    return size;
  });
  return sizes;
}

describe('driveDecisions', () => {
  it('gives the plant the size that a sweep of the minute before would decide', () => {
    expect(sizesFor([7, 7, 14, 14, 14])).toEqual([7, 10, 10, 20, 20]);
  });

  it('keeps the guard rails: a tier grows by no more than double or ten at once', () => {
    expect(sizesFor([2, 50, 50, 50, 50])).toEqual([2, 3, 13, 26, 52]);
  });

  it('keeps within the bounds of the tier', () => {
    expect(sizesFor([2, 50, 50, 50], { max: 5 })).toEqual([2, 3, 5, 5]);
  });
});
