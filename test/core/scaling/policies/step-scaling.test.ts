import { describe, expect, it } from 'vitest';
import type { StepSide, StepSpec } from '../../../../core/blueprint/model.ts';
import { stepScaling } from '../../../../core/scaling/policies/step-scaling.ts';
import type { FleetView } from '../../../../core/scaling/policy.ts';
import { aView } from './fleet-fixture.ts';

const side = (changes: Partial<StepSide>): StepSide => ({
  threshold: 0.5,
  minutes: 1,
  adjustment: 'PercentChangeInCapacity',
  minMagnitude: 1,
  steps: [],
  cooldownSeconds: 0,
  ...changes,
});

/** The example of the user guide: https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-simple-step.html */
const guide: StepSpec = {
  type: 'step',
  scaleOut: side({
    steps: [
      { from: 0, to: 0.1, change: 0 },
      { from: 0.1, to: 0.2, change: 10 },
      { from: 0.2, to: null, change: 30 },
    ],
  }),
  scaleIn: side({
    steps: [
      { from: -0.1, to: 0, change: 0 },
      { from: -0.2, to: -0.1, change: -10 },
      { from: null, to: -0.2, change: -30 },
    ],
  }),
};

/** What the policy wants after `minutes` at a utilisation. */
function wantAt(spec: StepSpec, used: number, fleet: FleetView, minutes = 1): number {
  let { run } = stepScaling(spec, null);
  for (let minute = 0; minute < minutes; minute += 1) {
    run = run.observe({ minuteMs: minute * 60_000, load: used * fleet.ready, isComplete: true, ready: fleet.ready });
  }
  return run.want(fleet).size;
}

describe('stepScaling', () => {
  it.each([
    ['60 % of 10 makes 11', 0.6, 10, 11],
    ['70 % of 11 makes 14', 0.7, 11, 14],
    ['40 % of 14 makes 13', 0.4, 14, 13],
    ['30 % of 13 makes 10', 0.3, 13, 10],
    ['59 % keeps 10', 0.59, 10, 10],
    ['41 % keeps 14', 0.41, 14, 14],
    ['69 % still makes 11 of 10: the upper bound is exclusive above the threshold', 0.699, 10, 11],
    ['31 % still makes 13 of 14: the lower bound is exclusive below the threshold', 0.301, 14, 13],
  ])('follows the user guide: %s', (_, used, capacity, expected) => {
    expect(wantAt(guide, used, aView(capacity))).toBe(expected);
  });

  it.each([
    ['62 % while one is warming up adds nothing', 0.62, 11],
    ['70 % while one is warming up makes 13', 0.7, 13],
  ])('counts from what serves: %s', (_, used, expected) => {
    expect(wantAt(guide, used, aView(11, { ready: 10, pending: 1 }))).toBe(expected);
  });

  it('does not scale in while something is pending', () => {
    expect(wantAt(guide, 0.3, aView(14, { ready: 13, pending: 1 }))).toBe(14);
  });

  it.each([
    [12.7, 12],
    [0.67, 1],
    [-0.58, -1],
    [-6.67, -6],
  ])('rounds a change of %d to %d instances', (exact, whole) => {
    const steps = [exact > 0 ? { from: 0, to: null, change: exact } : { from: null, to: 0, change: exact }];
    const spec = { ...guide, [exact > 0 ? 'scaleOut' : 'scaleIn']: side({ steps }) };
    expect(wantAt(spec, exact > 0 ? 0.9 : 0.1, aView(100))).toBe(100 + whole);
  });

  it('changes a percentage by the least magnitude at least', () => {
    const scaleOut = side({ minMagnitude: 2, steps: [{ from: 0, to: null, change: 25 }] });
    expect(wantAt({ ...guide, scaleOut }, 0.9, aView(4))).toBe(6);
  });

  it.each<[StepSide['adjustment'], number, number]>([
    ['ChangeInCapacity', 5, 8],
    ['ExactCapacity', 5, 5],
    ['ExactCapacity', 2, 3],
  ])('%s of %i makes %i of 3 and never shrinks on the way out', (adjustment, change, expected) => {
    const scaleOut = side({ adjustment, steps: [{ from: 0, to: null, change }] });
    expect(wantAt({ ...guide, scaleOut }, 0.9, aView(3))).toBe(expected);
  });

  it('waits for consecutive minutes', () => {
    const scaleOut = { ...guide.scaleOut, minutes: 2 };
    expect(wantAt({ ...guide, scaleOut }, 0.7, aView(10), 1)).toBe(10);
    expect(wantAt({ ...guide, scaleOut }, 0.7, aView(10), 2)).toBe(13);
  });

  it.each([
    ['out', 0.7, { lastIncreaseAtMs: 0 }, 13],
    ['in', 0.3, { lastDecreaseAtMs: 0 }, 7],
  ])('cools down on the way %s', (_, used, last, expected) => {
    const spec = {
      ...guide,
      scaleOut: { ...guide.scaleOut, cooldownSeconds: 300 },
      scaleIn: { ...guide.scaleIn, cooldownSeconds: 300 },
    };
    expect(wantAt(spec, used, aView(10, { ...last, nowMs: 299_999 }))).toBe(10);
    expect(wantAt(spec, used, aView(10, { ...last, nowMs: 300_000 }))).toBe(expected);
  });

  it('takes the topmost step when there is load and nobody ready', () => {
    const { run } = stepScaling(guide, null);
    const starved = run.observe({ minuteMs: 0, load: 3, isComplete: true, ready: 0 });
    expect(starved.want(aView(10)).size).toBe(13);
  });
});
