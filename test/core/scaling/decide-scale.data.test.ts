import { describe, expect, it } from 'vitest';
import { decideScale } from '../../../core/scaling/decide-scale.ts';
import type { ScaleInput } from '../../../core/scaling/model.ts';
import { aMetric, anInput, aSample, aTier, MIDNIGHT_MS, MINUTE_MS, sweepAfter } from './scale-fixture.ts';

const decision = (changes: Partial<ScaleInput>) => decideScale(anInput(changes)).decision;

describe('decideScale and its data', () => {
  describe('a minute that has not settled', () => {
    const tier = aTier({ settleSeconds: 90 });

    it('raises', () => {
      expect(decision({ tier, samples: [aSample(0, 12)] })).toMatchObject({ action: 'scale', to: 18 });
    });

    it('raises too when the one after it has counted little so far, or nothing', () => {
      for (const later of [aSample(1, 1), aSample(1, null, 10), aSample(1, null, null)]) {
        const seen = { tier, samples: [aSample(0, 12), later], nowMs: sweepAfter(1) };
        expect(decision(seen)).toMatchObject({ action: 'scale', to: 18 });
      }
    });

    it('that comes three times is one step up, not three; one that grew is another', () => {
      const burst = anInput({ tier, samples: [aSample(0, 60)] });
      const first = decideScale(burst);
      expect(first.decision).toMatchObject({ action: 'scale', to: 20 });
      const again = (load: number) =>
        decideScale({ ...burst, state: first.next, samples: [aSample(0, load)], nowMs: burst.nowMs + 9_000 }).decision;
      expect(again(60)).toMatchObject({ action: 'hold' });
      expect(again(70)).toMatchObject({ action: 'scale', to: 40 });
    });

    it('never lowers, and is not fed', () => {
      const samples = [aSample(0, 1), aSample(1, 1)];
      const { decision, next } = decideScale(anInput({ tier, samples, nowMs: sweepAfter(1) }));
      expect(decision.action).toBe('hold');
      expect(next.lastTickMs).toBe(MIDNIGHT_MS - MINUTE_MS);
    });

    it('makes a decrease smaller', () => {
      const nowMs = sweepAfter(2);
      expect(decision({ tier, samples: [aSample(0, 6), aSample(1, 1)], nowMs })).toMatchObject({ from: 10, to: 9 });
      expect(decision({ tier, samples: [aSample(0, 6), aSample(1, 6.5)], nowMs })).toMatchObject({ action: 'hold' });
    });

    it('says nothing against a decrease while it lacks its value', () => {
      const samples = [aSample(0, 6), aSample(1, null, null)];
      expect(decision({ tier, samples, nowMs: MIDNIGHT_MS + 2.5 * MINUTE_MS })).toMatchObject({ from: 10, to: 9 });
    });

    it('is fed with its final value once it has settled, and not before', () => {
      const seen = anInput({ tier, samples: [aSample(0, 2), aSample(1, 1)], nowMs: MIDNIGHT_MS + 2.5 * MINUTE_MS - 1 });
      expect(decideScale(seen).next.lastTickMs).toBe(MIDNIGHT_MS - MINUTE_MS);
      const settled = decideScale({ ...seen, samples: [aSample(0, 2.5), aSample(1, 1)], nowMs: seen.nowMs + 1 });
      expect(settled.next.lastTickMs).toBe(MIDNIGHT_MS);
      expect(settled.inputs).toMatchObject({ fedMinutes: 1, want: 4 });
    });

    it('shows that the metrics still come, so that one older than two periods may lower', () => {
      const nowMs = MIDNIGHT_MS + 3 * MINUTE_MS + 20_000;
      const samples = [aSample(0, 1), aSample(1, 1), aSample(2, 1)];
      expect(decision({ tier, samples, nowMs })).toMatchObject({ action: 'scale', direction: 'in' });
      expect(decision({ tier, samples: samples.slice(0, 1), nowMs })).toMatchObject({ reason: 'stale-data' });
    });
  });

  describe('the newest minute', () => {
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

    it('nor does a sweep on them count as one that agrees to a decrease', () => {
      const stale = anInput({ nowMs: sweepAfter(3), samples: [aSample(0, 1)] });
      expect(decideScale(stale).next.rails.recentWants).toEqual([{ atMs: sweepAfter(3), size: 10 }]);
    });

    it('nor does a second look at the same minutes bring a tier over its max down to it', () => {
      const samples = [
        { ...aSample(0, 3), values: [3_000, null] },
        { ...aSample(1, 3), values: [3_000, null] },
        { ...aSample(2, 3), values: [3_000, 3_000] },
      ];
      const tier = aTier({ max: 9, settleSeconds: 90, load: [aMetric(), aMetric({ whenAbsent: 'unknown' })] });
      const seen = anInput({ tier, samples, nowMs: sweepAfter(2) });
      const first = decideScale(seen);
      expect(first.decision).toMatchObject({ action: 'hold', reason: 'no-data' });
      const again = decideScale({ ...seen, state: first.next });
      expect(again.decision).toMatchObject({ action: 'hold', reason: 'nothing-new' });
      expect(again.isRecorded).toBe(false);
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

  it('rules by the largest of several metrics on the way up, and lowers only when all agree', () => {
    const tier = aTier({ load: [aMetric(), aMetric({ counts: 'perInstance', servedPerInstancePerMinute: 50 })] });
    const values = (total: number, perInstance: number) => [{ ...aSample(0, 0), values: [total, perInstance] }];
    expect(decision({ tier, samples: values(3_000, 60) })).toMatchObject({ to: 18 });
    expect(decision({ tier, samples: values(3_000, 34) })).toMatchObject({ action: 'hold' });
    expect(decision({ tier, samples: values(3_000, 10) })).toMatchObject({ direction: 'in' });
  });
});
