import { describe, expect, it } from 'vitest';
import type { HpaRules, HpaSpec } from '../../../core/blueprint/model.ts';
import { decideScale } from '../../../core/scaling/decide-scale.ts';
import type { ScaleInput, ScaleResult, TierState } from '../../../core/scaling/model.ts';
import { aFleet, anInput, aSample, aState, aTier, settled, sweepAfter } from './scale-fixture.ts';

const rules = (stabilizationWindowSeconds: number): HpaRules => ({
  tolerance: 0,
  stabilizationWindowSeconds,
  selectPolicy: 'Max',
  policies: [],
});
/** A policy that remembers what it answered: the most of the last five minutes rules on the way down. */
const policy: HpaSpec = { type: 'hpa', target: 0.5, scaleUp: rules(0), scaleDown: rules(300) };
const tier = aTier({ policy });

const sweep = (state: TierState, minute: number, load: number, changes: Partial<ScaleInput> = {}): ScaleResult =>
  decideScale(
    anInput({
      tier,
      state,
      fleet: aFleet(state.target ?? 10),
      samples: [aSample(minute, load)],
      nowMs: sweepAfter(minute),
      ...changes,
    }),
  );

describe('a policy that remembers its answers', () => {
  it('finds them again at the next sweep', () => {
    let state = aState(10);
    const wants = [5, 2, 2, 2, 2, 2, 2].map((load, minute) => {
      const result = sweep(state, minute, load);
      state = settled(result, sweepAfter(minute));
      return result.inputs['want'];
    });
    expect(wants).toEqual([10, 10, 10, 10, 10, 4, 4]);
  });

  it('does not take its own first step for the size it began with', () => {
    const scaleUp = { ...rules(0), policies: [{ type: 'Percent' as const, value: 50, periodSeconds: 120 }] };
    const limited = { ...tier, settleSeconds: 30, policy: { ...policy, scaleUp } };
    const first = sweep(aState(10), 0, 50, { tier: limited });
    expect(first.decision).toMatchObject({ action: 'scale', to: 15 });
    expect(sweep(first.next, 0, 50, { tier: limited }).decision.action).toBe('hold');
  });

  it('does not remember what it answered to a minute that may still change', () => {
    const first = sweep(aState(10), 0, 5);
    const early = sweep(first.next, 1, 50, { tier: { ...tier, settleSeconds: 30 }, nowMs: sweepAfter(1) });
    expect(early.decision).toMatchObject({ action: 'scale', direction: 'out' });
    expect(early.next.policyState).toEqual(first.next.policyState);
  });
});
