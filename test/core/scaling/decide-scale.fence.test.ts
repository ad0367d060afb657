import { describe, expect, it } from 'vitest';
import { decideScale } from '../../../core/scaling/decide-scale.ts';
import type { TierState } from '../../../core/scaling/model.ts';
import { aFleet, anInput, aSample, aState, MIDNIGHT_MS, MINUTE_MS, sweepAfter } from './scale-fixture.ts';

describe('decideScale and its target', () => {
  describe('the sizes of others', () => {
    const foreign = decideScale(anInput({ fleet: aFleet(14), samples: [aSample(0, 7)] }));

    it('are adopted, told, and fence what still runs', () => {
      expect(foreign.decision).toMatchObject({ action: 'hold', reason: 'foreign-change' });
      expect(foreign.decision.text).toContain('somebody else set 14');
      expect(foreign.isRecorded).toBe(true);
      expect(foreign.next).toMatchObject({ target: 14, targetVersion: sweepAfter(0) / 1000, attempt: 0 });
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

    describe('that were targets of ours within the last five minutes', () => {
      /** Targets 10, 18, 19, 20 and 22, a minute after each other; the last sweep is that after minute 3. */
      const grown = [12, 13, 14, 15].reduce((state, load, minute) => {
        const samples = [aSample(minute, load, state.target)];
        return decideScale(anInput({ state, fleet: aFleet(state.target ?? 0), samples, nowMs: sweepAfter(minute) }))
          .next;
      }, aState(10));
      const read = (state: TierState, size: number, minute: number, load = 15) =>
        decideScale(
          anInput({ state, fleet: aFleet(size), samples: [aSample(minute, load, size)], nowMs: sweepAfter(minute) }),
        );

      it('may be late reads: nothing is lowered and nothing is asked for again', () => {
        expect(grown).toMatchObject({
          target: 22,
          formerSizes: [{ size: 10 }, { size: 18 }, { size: 19 }, { size: 20 }],
        });
        const first = read(grown, 18, 4);
        expect(first.decision).toMatchObject({ action: 'hold', reason: 'in-progress' });
        expect(first.decision.text).toContain('the group was read at 18, a target of the last minutes');
        expect(read(first.next, 19, 5).decision).toMatchObject({ action: 'hold', reason: 'in-progress' });
        expect(read(first.next, 22, 5).next).toMatchObject({ target: 22, lateRead: null });
      });

      it('do not hold up an increase over both', () => {
        expect(read(grown, 18, 4, 20).decision).toMatchObject({ action: 'scale', from: 22, to: 29 });
      });

      it('are adopted at the third sweep in a row, for somebody else has set them', () => {
        const second = read(read(grown, 18, 4).next, 18, 5);
        expect(second.decision).toMatchObject({ action: 'hold', reason: 'in-progress' });
        const third = read(second.next, 18, 6, 10);
        expect(third.next).toMatchObject({ target: 18, rails: { foreignSize: 18 } });
        expect(third.isRecorded).toBe(true);
      });

      it('are adopted at once when they were no target for so long, or never one', () => {
        expect(read(grown, 17, 4).next).toMatchObject({ rails: { foreignSize: 17 } });
        expect(read(grown, 18, 8).next).toMatchObject({ rails: { foreignSize: 18 } });
      });
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

    it('passes over what ended before the first look awake, also when it can be read only now', () => {
      const { next } = decideScale(asleep);
      const awake = anInput({
        state: { ...next, suspendedBy: null },
        fleet: aFleet(12),
        samples: [aSample(2, 0, 0), aSample(3, 0, 12)],
        nowMs: sweepAfter(2),
      });
      expect(decideScale(awake).next).toMatchObject({ lastTickMs: MIDNIGHT_MS + 2 * MINUTE_MS, policyState: null });
      const second = { ...awake, state: decideScale(awake).next, nowMs: sweepAfter(3) };
      expect(decideScale(second).next).toMatchObject({ lastTickMs: MIDNIGHT_MS + 3 * MINUTE_MS });
    });

    it('drops the target, so that the size it wakes with is nobody else’s', () => {
      const { next } = decideScale(asleep);
      expect(next).toMatchObject({ target: null, targetVersion: asleep.nowMs / 1000 });
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

    it('counts an increase that comes late from when it comes', () => {
      const state = ended('no-capacity', MIDNIGHT_MS - MINUTE_MS);
      const { next } = decideScale(anInput({ state, fleet: aFleet(10), samples: [aSample(0, 13, 10)] }));
      expect(next.rails.lastIncreaseAtMs).toBe(sweepAfter(0));
    });

    it('counts a decrease that comes late from when it comes', () => {
      const state = { ...ended('settled', MIDNIGHT_MS - 10 * MINUTE_MS), target: 8, ownSizes: [8, 10] };
      const { decision, next } = decideScale(anInput({ state, fleet: aFleet(10), samples: [aSample(0, 5.6)] }));
      expect(decision).toMatchObject({ action: 'retry', to: 8 });
      expect(next.rails.lastDecreaseAtMs).toBe(sweepAfter(0));
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
      expect(next).toMatchObject({ target: 22, targetVersion: sweepAfter(0) / 1000, attempt: 1 });
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
});
