import { describe, expect, it } from 'vitest';
import { decideScale } from '../../../core/scaling/decide-scale.ts';
import type { ScaleInput } from '../../../core/scaling/model.ts';
import { newTierState } from '../../../core/scaling/new-tier-state.ts';
import {
  aFleet,
  aMetric,
  anInput,
  aSample,
  aState,
  aTier,
  MIDNIGHT_MS,
  MINUTE_MS,
  settled,
  sweepAfter,
} from './scale-fixture.ts';

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
      targetVersion: 4,
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
      expect(next).toMatchObject({ target: 10, targetVersion: 1, attempt: 0, ownSizes: [10] });
    });

    it('changes the size at once when the load says so, under one version', () => {
      const { decision, next } = decideScale(anInput({ state, samples: [aSample(0, 14)] }));
      expect(decision).toMatchObject({ action: 'scale', from: 10, to: 20 });
      expect(next).toMatchObject({ target: 20, targetVersion: 1, attempt: 1, ownSizes: [20, 10] });
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

  describe('the newest minute', () => {
    it('raises while it is not finished', () => {
      expect(decision({ samples: [aSample(0, 12)], isLastPartial: true })).toMatchObject({ action: 'scale', to: 18 });
    });

    it('never lowers while it is not finished, and is not fed', () => {
      const { decision, next } = decideScale(anInput({ samples: [aSample(0, 1)], isLastPartial: true }));
      expect(decision.action).toBe('hold');
      expect(next.lastTickMs).toBe(MIDNIGHT_MS - MINUTE_MS);
    });

    it('is fed with its finished value later', () => {
      const { next } = decideScale(anInput({ samples: [aSample(0, 2)], isLastPartial: true }));
      const later = decideScale(
        anInput({ state: next, samples: [aSample(0, 7.5), aSample(1, 2)], isLastPartial: true }),
      );
      expect(later.decision).toMatchObject({ action: 'scale', to: 11 });
    });

    it('waits for a value that may still arrive, and goes on without it when it is stale', () => {
      const gap = anInput({ samples: [aSample(0, null, null)] });
      expect(decideScale(gap).next.lastTickMs).toBe(MIDNIGHT_MS - MINUTE_MS);
      expect(decideScale({ ...gap, nowMs: sweepAfter(2) }).next.lastTickMs).toBe(MIDNIGHT_MS);
    });

    it('ignores minutes that were fed before', () => {
      const { inputs } = decideScale(anInput({ samples: [aSample(-2, 40), aSample(-1, 40), aSample(0, 7)] }));
      expect(inputs).toMatchObject({ fedMinutes: 1, want: 10 });
    });
  });

  describe('bad data never take capacity away', () => {
    const quiet = aSample(0, 1);
    it.each<[string, Partial<ScaleInput>, string]>([
      [
        'a metric that is absent without healthy hosts',
        { samples: [quiet, aSample(1, null, null)], nowMs: sweepAfter(4) },
        'no-data',
      ],
      [
        'a metric that is not a number',
        { samples: [{ ...quiet, values: [Number.NaN] }], nowMs: sweepAfter(3) },
        'no-data',
      ],
      [
        'one of two metrics that is missing',
        {
          tier: aTier({ load: [aMetric(), aMetric({ whenAbsent: 'unknown' })] }),
          samples: [{ ...quiet, values: [1_000, null] }],
          nowMs: sweepAfter(3),
        },
        'no-data',
      ],
      ['data older than two periods', { nowMs: sweepAfter(3), samples: [quiet] }, 'stale-data'],
      ['a sweep without any data for long', { nowMs: sweepAfter(9), samples: [] }, 'stale-data'],
    ])('%s', (_, changes, reason) => {
      expect(decision(changes)).toMatchObject({ action: 'hold', reason });
    });

    it('but a sparse count that is absent beside healthy hosts is zero', () => {
      expect(decision({ samples: [aSample(0, null, 10)] })).toMatchObject({ action: 'scale', direction: 'in' });
    });

    it('and what is valid may still raise', () => {
      const tier = aTier({ load: [aMetric(), aMetric({ whenAbsent: 'unknown' })] });
      const sample = { ...aSample(0, 12), values: [12_000, null] };
      expect(decision({ tier, samples: [sample] })).toMatchObject({ action: 'scale', to: 18 });
    });
  });

  describe('the sizes of others', () => {
    const foreign = decideScale(anInput({ fleet: aFleet(14), samples: [aSample(0, 7)] }));

    it('are adopted, told, and fence what still runs', () => {
      expect(foreign.decision).toMatchObject({ action: 'hold', reason: 'foreign-change' });
      expect(foreign.decision.text).toContain('somebody else set 14');
      expect(foreign.isRecorded).toBe(true);
      expect(foreign.next).toMatchObject({ target: 14, targetVersion: 4, attempt: 0 });
    });

    it.each([
      [14, 'hold'],
      [15, 'scale'],
    ])('are not lowered for 15 minutes: after %i it is %s', (minutes, action) => {
      const minute = minutes;
      const later = anInput({
        state: { ...foreign.next, lastTickMs: MIDNIGHT_MS + (minute - 1) * MINUTE_MS },
        fleet: aFleet(14),
        samples: [aSample(minute, 3, 14)],
        nowMs: sweepAfter(minute),
      });
      expect(decideScale(later).decision.action).toBe(action);
    });

    it('are raised when the load says so', () => {
      const more = decideScale(
        anInput({ state: foreign.next, fleet: aFleet(14), samples: [aSample(1, 12, 14)], nowMs: sweepAfter(1) }),
      );
      expect(more.decision).toMatchObject({ action: 'scale', from: 14, to: 18 });
      expect(more.next.ownSizes).toEqual([18, 14]);
    });

    it('do not include the size the group had before our change landed', () => {
      const { next } = decideScale(anInput({ samples: [aSample(0, 12)] }));
      const again = decideScale(anInput({ state: next, samples: [aSample(1, 13)], nowMs: sweepAfter(1) }));
      expect(again.decision).toMatchObject({ action: 'scale', from: 18, to: 19 });
      expect(again.next.ownSizes).toEqual([19, 18, 10]);
    });

    it('an old effect of ours that lands late is put right, not respected', () => {
      const state = aState(20, { ownSizes: [20, 18, 10] });
      const late = decideScale(anInput({ state, fleet: aFleet(18), samples: [aSample(0, 14, 18)] }));
      expect(late.decision).toMatchObject({ action: 'retry', to: 20, attempt: 2 });
    });
  });

  describe('sleep', () => {
    const asleep = anInput({
      state: aState(10, { suspendedBy: 'staging' }),
      fleet: aFleet(0),
      samples: [aSample(0, 0, 0), aSample(1, 0, 0)],
      nowMs: sweepAfter(1),
    });

    it('passes over the minutes, so that its zeros are no history', () => {
      const { next } = decideScale(asleep);
      expect(next.lastTickMs).toBe(MIDNIGHT_MS + MINUTE_MS);
      expect(next.policyState).toBeNull();
    });

    it('drops the target, so that the size it wakes with is nobody else’s', () => {
      const { next } = decideScale(asleep);
      expect(next).toMatchObject({ target: null, targetVersion: 4 });
      const awake = anInput({
        state: { ...next, suspendedBy: null },
        fleet: aFleet(12),
        samples: [],
        nowMs: sweepAfter(2),
      });
      expect(decideScale(awake).decision).toMatchObject({ action: 'hold', reason: 'on-target' });
    });
  });

  describe('a target that was not reached', () => {
    const ended = (outcome: 'no-capacity' | 'settled', atMs: number) =>
      aState(20, { applied: { size: 20, version: 3, atMs, outcome }, ownSizes: [20, 10] });
    const short = aFleet(20, { ready: 12 });

    it('is tried again under the next attempt and the same version', () => {
      const state = ended('no-capacity', MIDNIGHT_MS - MINUTE_MS);
      const { decision, next } = decideScale(anInput({ state, fleet: short, samples: [aSample(0, 13, 12)] }));
      expect(decision).toMatchObject({ action: 'retry', to: 20, attempt: 2 });
      expect(next).toMatchObject({ target: 20, targetVersion: 3, attempt: 2, attemptedAtMs: sweepAfter(0) });
    });

    it('is blocked after eight attempts, told once', () => {
      const state = { ...ended('no-capacity', MIDNIGHT_MS), attempt: 8, attemptedAtMs: MIDNIGHT_MS - MINUTE_MS };
      const input = anInput({ state, fleet: short, samples: [aSample(0, 13, 12)] });
      const first = decideScale(input);
      expect(first.decision).toMatchObject({ action: 'blocked', reason: 'attempts-exhausted' });
      expect(first.isRecorded).toBe(true);
      const second = decideScale({ ...input, state: first.next, samples: [aSample(1, 13, 12)], nowMs: sweepAfter(1) });
      expect(second.decision.action).toBe('blocked');
      expect(second.isRecorded).toBe(false);
    });

    it('is freed from the block by a new target', () => {
      const state = { ...ended('no-capacity', MIDNIGHT_MS), attempt: 8, attemptedAtMs: MIDNIGHT_MS - MINUTE_MS };
      const { next } = decideScale(anInput({ state, fleet: short, samples: [aSample(0, 15, 12)] }));
      expect(next).toMatchObject({ target: 22, targetVersion: 4, attempt: 1 });
    });

    it('may be given up down to what is there, although the fleet is short', () => {
      const state = ended('no-capacity', MIDNIGHT_MS);
      const { decision } = decideScale(anInput({ state, fleet: short, samples: [aSample(0, 4, 12)] }));
      expect(decision).toMatchObject({ action: 'scale', direction: 'in', to: 18 });
    });

    it('is not lowered again on bad data', () => {
      const state = { ...ended('settled', MIDNIGHT_MS - 10 * MINUTE_MS), target: 8, ownSizes: [8, 10] };
      const input = anInput({ state, fleet: aFleet(10), samples: [], nowMs: sweepAfter(5) });
      expect(decideScale(input).decision).toMatchObject({ action: 'hold', reason: 'stale-data' });
      const fresh = { ...input, samples: [aSample(5, 5.6)] };
      expect(decideScale(fresh).decision).toMatchObject({ action: 'retry', to: 8 });
    });
  });

  it('rules by the largest of several metrics on the way up, and lowers only when all agree', () => {
    const tier = aTier({ load: [aMetric(), aMetric({ counts: 'perInstance', servedPerInstancePerMinute: 50 })] });
    const values = (total: number, perInstance: number) => [{ ...aSample(0, 0), values: [total, perInstance] }];
    expect(decision({ tier, samples: values(3_000, 60) })).toMatchObject({ to: 18 });
    expect(decision({ tier, samples: values(3_000, 34) })).toMatchObject({ action: 'hold' });
    expect(decision({ tier, samples: values(3_000, 10) })).toMatchObject({ direction: 'in' });
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
