import { describe, expect, it } from 'vitest';
import type { HpaRules, HpaSpec } from '../../../../../core/blueprint/model.ts';
import { hpa } from '../../../../../core/scaling/policies/hpa/hpa.ts';
import { aTick, aView, live } from '../fleet-fixture.ts';

const rules = (changes: Partial<HpaRules> = {}): HpaRules => ({
  tolerance: 0.1,
  stabilizationWindowSeconds: 0,
  selectPolicy: 'Max',
  policies: [],
  ...changes,
});

const spec = (changes: Partial<HpaSpec> = {}): HpaSpec => ({
  type: 'hpa',
  target: 0.5,
  scaleUp: rules(),
  scaleDown: rules(),
  ...changes,
});

/** What it wants minute by minute; the fleet has at once what was wanted. */
function wantsFor(policy: HpaSpec, startSize: number, loads: readonly number[]): number[] {
  let { run } = hpa(policy, null);
  let size = startSize;
  return loads.map((load, minute) => {
    ({ size, run } = live(run, minute, load, aView(size)));
    return size;
  });
}

describe('hpa', () => {
  it.each([
    ['over the target it grows in proportion', 7, 14],
    ['within the tolerance it keeps the size', 5.4, 10],
    ['under the target it shrinks in proportion', 3, 6],
  ])('%s', (_, load, expected) => {
    expect(wantsFor(spec(), 10, [load])).toEqual([expected]);
  });

  it.each([
    ['as idle on the way up', 9, 18],
    ['and keeps the size when they are enough', 7.2, 14],
  ])('counts what is pending %s', (_, load, expected) => {
    const { run } = hpa(spec(), null);
    expect(run.observe(aTick(0, load)).want(aView(14, { ready: 10, pending: 4 })).size).toBe(expected);
  });

  it('counts the load that instances carried which have left since', () => {
    const { run } = hpa(spec(), null);
    // Ten served 3.6 instances' worth, for which eight take; two have gone.
    expect(run.observe(aTick(0, 3.6)).want(aView(8)).size).toBe(8);
  });

  it('goes down to the most of the last five minutes only', () => {
    const scaleDown = rules({ stabilizationWindowSeconds: 300 });
    expect(wantsFor(spec({ scaleDown }), 10, [5, 2, 2, 2, 2, 2])).toEqual([10, 10, 10, 10, 10, 4]);
  });

  it('adds in a period what its scaling policy allows', () => {
    const scaleUp = rules({ policies: [{ type: 'Pods', value: 4, periodSeconds: 120 }] });
    expect(wantsFor(spec({ scaleUp }), 10, [50, 50, 50, 50])).toEqual([14, 14, 18, 18]);
  });

  it('says which limit left the size', () => {
    const scaleUp = rules({ selectPolicy: 'Disabled' });
    const { run } = hpa(spec({ scaleUp }), null);
    expect(run.observe(aTick(0, 50)).want(aView(10)).text).toBe('HPA at 50 % keeps 10 (ScaleUpLimit)');
  });

  it.each([
    ['an unknown minute', aTick(0, null), 10],
    ['an incomplete minute with little load', aTick(0, 1, { isComplete: false }), 10],
    ['an incomplete minute with much load', aTick(0, 10, { isComplete: false }), 20],
    ['load with nobody ready to carry it', aTick(0, 10, { ready: 0 }), 20],
  ])('after %s wants %i', (_, tick, expected) => {
    const { run } = hpa(spec(), null);
    expect(run.observe(tick).want(aView(10, { ready: tick.ready })).size).toBe(expected);
  });
});
