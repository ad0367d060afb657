import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PolicySpec } from '../../../core/blueprint/model.ts';
import { decideScale } from '../../../core/scaling/decide-scale.ts';
import type { ScaleResult } from '../../../core/scaling/model.ts';
import { aFleet, anInput, aSample, aState, aTier, settled, sweepAfter } from './scale-fixture.ts';

const shadow: PolicySpec = { type: 'target-tracking', target: 0.35, scaleOutMinutes: 2, scaleInMinutes: 15 };

/** The decisions of the sweeps after each minute; the group has at once what was decided. */
function live(loads: readonly number[], policy: PolicySpec | null): ScaleResult[] {
  const tier = aTier({ shadow: policy });
  let state = aState(10);
  return loads.map((load, minute) => {
    const nowMs = sweepAfter(minute);
    const fleet = aFleet(state.target ?? 10);
    const result = decideScale(anInput({ tier, state, fleet, samples: [aSample(minute, load)], nowMs }));
    state = settled(result, nowMs);
    return result;
  });
}

describe('a shadow', () => {
  it('is recorded beside the decision, with what it would want of the fleet as it is', () => {
    const [first, second] = live([7, 7], shadow);
    expect(first?.inputs['shadow']).toEqual({ policy: 'target-tracking', size: 10, text: 'target 35 % keeps 10' });
    expect(second?.inputs['shadow']).toEqual({ policy: 'target-tracking', size: 20, text: 'target 35 % wants 20' });
  });

  it('changes nothing, whatever it wants', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 60, noNaN: true }), { minLength: 1, maxLength: 40 }), (loads) => {
        const decisions = (results: ScaleResult[]) => results.map(({ decision }) => decision);
        const withShadow = live(loads, shadow);
        const without = live(loads, null);
        expect(decisions(withShadow)).toEqual(decisions(without));
        expect({ ...withShadow.at(-1)?.next, shadowState: null }).toEqual(without.at(-1)?.next);
      }),
    );
  });

  it('says nothing without a new minute, and keeps what it has learnt', () => {
    const [first] = live([7], shadow);
    if (first === undefined) throw new Error('there is no decision');
    const again = decideScale(
      anInput({ tier: aTier({ shadow }), state: first.next, samples: [], nowMs: sweepAfter(0) + 1_000 }),
    );
    expect(again.inputs).not.toHaveProperty('shadow');
    expect(again.next.shadowState).toEqual(first.next.shadowState);
  });

  it('is forgotten when the blueprint no longer names it', () => {
    const [first] = live([7], shadow);
    if (first === undefined) throw new Error('there is no decision');
    const input = anInput({ state: first.next, samples: [aSample(1, 7)], nowMs: sweepAfter(1) });
    expect(decideScale(input).next.shadowState).toBeNull();
  });
});
