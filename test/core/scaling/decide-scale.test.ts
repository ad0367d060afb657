import { describe, expect, it } from 'vitest';
import { decideScale } from '../../../core/scaling/decide-scale.ts';
import type { ScaleInput } from '../../../core/scaling/model.ts';
import { newTierState } from '../../../core/scaling/new-tier-state.ts';
import { aFleet, anInput, aSample, aState, aTier, MIDNIGHT_MS, settled, sweepAfter } from './scale-fixture.ts';

const decision = (changes: Partial<ScaleInput>) => decideScale(anInput(changes)).decision;

describe('decideScale', () => {
  it('scales out at once and says why, with the numbers', () => {
    expect(decision({ samples: [aSample(0, 12.4)] })).toEqual({
      action: 'scale',
      direction: 'out',
      from: 10,
      to: 18,
      reason: 'load-above-target',
      text: 'Scale out from 10 to 18: load 12,400 requests a minute = 12.4 instances, 10 ready; target 70 % wants 18.',
    });
  });

  it('gives a new target a new version, its first attempt and its own size', () => {
    expect(decideScale(anInput({ samples: [aSample(0, 12.4)] })).next).toMatchObject({
      revision: 7,
      target: 18,
      targetVersion: sweepAfter(0) / 1000,
      attempt: 1,
      attemptedAtMs: sweepAfter(0),
      ownSizes: [18, 10],
      lastTickMs: MIDNIGHT_MS,
      rails: { lastIncreaseAtMs: sweepAfter(0) },
    });
  });

  it('scales in by what one step allows and counts what it takes away', () => {
    const result = decideScale(anInput({ state: aState(50), fleet: aFleet(50), samples: [aSample(0, 14, 50)] }));
    expect(result.decision).toMatchObject({ action: 'scale', direction: 'in', from: 50, to: 45 });
    expect(result.removes).toBe(5);
  });

  it('takes nothing away while the load balancer finds a tenth of the members bad, though the group counts them healthy', () => {
    const seen = anInput({ state: aState(50), fleet: aFleet(50), samples: [aSample(0, 14, 25)] });
    expect(decideScale(seen).decision).toMatchObject({ action: 'hold', reason: 'fleet-unhealthy' });
  });

  it('reaches a fivefold step in three sweeps', () => {
    const sizes: number[] = [];
    let state = aState(10);
    for (let minute = 0; minute < 3; minute += 1) {
      const size = state.target ?? 0;
      const fleet = aFleet(size, { ready: 10, pending: size - 10 });
      const result = decideScale(anInput({ state, fleet, samples: [aSample(minute, 35)], nowMs: sweepAfter(minute) }));
      state = settled(result, sweepAfter(minute));
      sizes.push(state.target ?? 0);
    }
    expect(sizes).toEqual([20, 40, 50]);
  });

  describe('what stands in the way', () => {
    it.each<[string, Partial<ScaleInput>, object]>([
      ['a group that is not there blocks', { fleet: null }, { action: 'blocked', reason: 'group-missing' }],
      [
        'a group of somebody else blocks',
        { fleet: aFleet(10, { isOwned: false }) },
        { action: 'blocked', reason: 'not-owned' },
      ],
      [
        'a protected group blocks',
        { fleet: aFleet(10, { isProtected: true }) },
        { action: 'blocked', reason: 'protected' },
      ],
      [
        'a max over that of the group blocks',
        { fleet: aFleet(10, { groupMax: 299 }) },
        { action: 'blocked', reason: 'bounds' },
      ],
      [
        'a min under that of the group blocks',
        { fleet: aFleet(10, { groupMin: 3 }) },
        { action: 'blocked', reason: 'bounds' },
      ],
      [
        'a tier whose environment sleeps holds',
        { state: aState(10, { suspendedBy: 'staging' }), fleet: aFleet(0) },
        { action: 'hold', reason: 'asleep' },
      ],
      [
        'an environment that put it to sleep and that the blueprint does not name blocks, for nothing wakes it',
        { state: aState(10, { suspendedBy: 'gone' }) },
        { action: 'blocked', reason: 'environment-unknown' },
      ],
      ['a switch that is off holds', { mode: 'off' }, { action: 'hold', reason: 'switched-off' }],
    ])('%s', (_, changes, expected) => {
      expect(decision({ samples: [aSample(0, 40)], ...changes })).toMatchObject(expected);
    });

    it('leaves the state as it is when switched off, and records nothing', () => {
      const input = anInput({ mode: 'off', samples: [aSample(0, 40)] });
      const result = decideScale(input);
      expect(result.next).toBe(input.state);
      expect(result.isRecorded).toBe(false);
    });
  });

  describe('dry run', () => {
    const input = anInput({ mode: 'dry-run', samples: [aSample(0, 12.4)] });

    it('says what it would do, holds, and writes no target', () => {
      const { decision, next, inputs, isRecorded } = decideScale(input);
      expect(decision).toMatchObject({ action: 'hold', reason: 'dry-run' });
      expect(decision.text).toMatch(/^Dry run, would scale out from 10 to 18: /);
      expect(inputs).toMatchObject({ would: 18 });
      expect(isRecorded).toBe(true);
      const { target, targetVersion, attempt, rails } = next;
      expect({ target, targetVersion, attempt }).toEqual({ target: 10, targetVersion: 3, attempt: 1 });
      expect(rails.lastIncreaseAtMs).toBeNull();
    });

    it('learns the minutes all the same', () => {
      const { next } = decideScale(input);
      expect(next.lastTickMs).toBe(MIDNIGHT_MS);
      expect(next.policyState).not.toBeNull();
    });

    it('records again only when what it would do changes', () => {
      const { next } = decideScale(input);
      const minuteOne = (load: number) =>
        decideScale({ ...input, state: next, samples: [aSample(1, load)], nowMs: sweepAfter(1) }).isRecorded;
      expect(minuteOne(12.4)).toBe(false);
      expect(minuteOne(13)).toBe(true);
    });

    it('neither adopts nor repeats anything', () => {
      const state = aState(10, { applied: { size: 10, version: 3, atMs: MIDNIGHT_MS, outcome: 'no-capacity' } });
      const { decision, next } = decideScale(anInput({ mode: 'dry-run', state, fleet: aFleet(12) }));
      expect(decision.action).toBe('hold');
      expect(next.target).toBe(10);
    });
  });

  describe('first contact', () => {
    const state = newTierState('web');

    it('adopts the size of the group and has nothing to run', () => {
      const { decision, next } = decideScale(anInput({ state, samples: [aSample(0, 7)] }));
      expect(decision).toMatchObject({ action: 'hold', reason: 'on-target' });
      expect(next).toMatchObject({ target: 10, targetVersion: sweepAfter(0) / 1000, attempt: 0, ownSizes: [10] });
    });

    it('is recorded even before there is a minute to decide about, and once', () => {
      const first = decideScale(anInput({ state, samples: [] }));
      expect(first.isRecorded).toBe(true);
      const again = decideScale(anInput({ state: first.next, samples: [], nowMs: sweepAfter(0) + 5_000 }));
      expect(again.isRecorded).toBe(false);
    });

    it('changes the size at once when the load says so, under one version', () => {
      const { decision, next } = decideScale(anInput({ state, samples: [aSample(0, 14)] }));
      expect(decision).toMatchObject({ action: 'scale', from: 10, to: 20 });
      expect(next).toMatchObject({ target: 20, targetVersion: sweepAfter(0) / 1000, attempt: 1, ownSizes: [20, 10] });
    });

    it('raises a group that is under the min, even without data', () => {
      const blind = { state, fleet: aFleet(1), samples: [] };
      expect(decision(blind)).toMatchObject({ action: 'scale', to: 2, reason: 'bounds' });
    });

    it('feeds a long history in one go', () => {
      const samples = Array.from({ length: 600 }, (_, index) => aSample(index - 599, 7));
      const { inputs, next } = decideScale(anInput({ state, samples }));
      expect(inputs).toMatchObject({ fedMinutes: 600 });
      expect(next.lastTickMs).toBe(MIDNIGHT_MS);
    });
  });

  it('begins again when the policy was changed in the blueprint, and says so', () => {
    const { next } = decideScale(anInput());
    const side = {
      threshold: 0.8,
      minutes: 1,
      adjustment: 'ChangeInCapacity',
      minMagnitude: 1,
      steps: [],
      cooldownSeconds: 0,
    } as const;
    const tier = aTier({ policy: { type: 'step', scaleOut: side, scaleIn: { ...side, threshold: 0.3 } } });
    const { inputs } = decideScale(anInput({ tier, state: next, samples: [aSample(1, 7)], nowMs: sweepAfter(1) }));
    expect(inputs['policy']).toMatch(/^restarted/);
  });

  it('records a hold when its reason changes and once an hour', () => {
    const first = decideScale(anInput());
    expect(first.isRecorded).toBe(true);
    const at = (minute: number) =>
      decideScale(anInput({ state: first.next, samples: [aSample(minute, 7)], nowMs: sweepAfter(minute) }));
    expect([at(1).isRecorded, at(59).isRecorded, at(60).isRecorded]).toEqual([false, false, true]);
  });
});
