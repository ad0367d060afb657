import { describe, expect, it } from 'vitest';
import { parseBlueprint } from '../../../core/blueprint/parse-blueprint.ts';
import { driveDecisions } from '../../../core/scaling/drive-decisions.ts';
import { type PlantView, runPlant } from '../../../core/scaling/plant.ts';
import { aMetric, aTier } from './scale-fixture.ts';

const tier = aTier({ min: 1, max: 100, load: [aMetric({ servedPerInstancePerMinute: 1 })] });

const STEP_BLUEPRINT = `
installation: shop
tiers:
  web:
    group: web
    min: 20
    max: 100
    load: [{ namespace: Shop, metric: Jobs, dimensions: {}, counts: total, servedPerInstancePerMinute: 1 }]
    policy:
      type: step
      scaleOut: { threshold: 0.7, adjustment: ChangeInCapacity, steps: [{ from: 0, to: null, change: 1 }] }
      scaleIn: { threshold: 0.3, adjustment: ChangeInCapacity, steps: [{ from: null, to: 0, change: -1 }] }
`;

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

  it('lets a step policy of one instance at a time move a large tier, with the default guard rails', () => {
    const parsed = parseBlueprint(STEP_BLUEPRINT, 'rubato.yaml');
    if (!parsed.isValid) throw new Error(parsed.problems.map(({ text }) => text).join('\n'));
    const load = [aMetric({ servedPerInstancePerMinute: 1 })];
    const up = sizesFor([30, ...Array<number>(5).fill(40)], { ...parsed.blueprint.tiers['web'], load });
    expect(up.at(-1)).toBeGreaterThan(30);
    const down = sizesFor([30, ...Array<number>(60).fill(2)], { ...parsed.blueprint.tiers['web'], load });
    expect(down.at(-1)).toBeLessThan(30);
  });

  it('takes what a decision has just drained for no sign of bad health, so that the next minute may drain on', () => {
    const demand = [41, ...Array<number>(24).fill(20)];
    const sizes = sizesFor(demand, { min: 1 });
    const first = sizes.findIndex((size) => size < 41);
    expect(sizes.slice(first, first + 2)).toEqual([39, 34]);
  });

  it('decides at the instant that it is told to', () => {
    const told: string[] = [];
    const drive = driveDecisions(tier, {
      startMs: Date.parse('2026-01-13T00:30:00Z'),
      sweepMs: 5_000,
      onDecision: ({ action }, size) => told.push(`${action} ${size}`),
    });
    runPlant([7, 7, 14], drive);
    expect(told).toEqual(['hold 7', 'scale 10', 'hold 10']);
  });

  it('keeps within the bounds of the tier', () => {
    expect(sizesFor([2, 50, 50, 50], { max: 5 })).toEqual([2, 3, 5, 5]);
  });
});
