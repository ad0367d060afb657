import { describe, expect, it } from 'vitest';
import { decideScale } from '../../../core/scaling/decide-scale.ts';
import type { ScaleInput } from '../../../core/scaling/model.ts';
import { aMetric, anInput, aSample, aTier, MIDNIGHT_MS, MINUTE_MS, sweepAfter } from './scale-fixture.ts';

const decision = (changes: Partial<ScaleInput>) => decideScale(anInput(changes)).decision;

describe('decideScale and its data', () => {
  describe('the newest minute', () => {
    it('raises while it is not finished', () => {
      expect(decision({ samples: [aSample(0, 12)], isLastPartial: true })).toMatchObject({ action: 'scale', to: 18 });
    });

    it('that comes three times is one step up, not three; one that grew is another', () => {
      const burst = anInput({ samples: [aSample(0, 60)], isLastPartial: true });
      const first = decideScale(burst);
      expect(first.decision).toMatchObject({ action: 'scale', to: 20 });
      const again = (load: number) =>
        decideScale({ ...burst, state: first.next, samples: [aSample(0, load)], nowMs: burst.nowMs + 9_000 }).decision;
      expect(again(60)).toMatchObject({ action: 'hold' });
      expect(again(70)).toMatchObject({ action: 'scale', to: 40 });
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

    it('nor does a sweep on them count as one that agrees to a decrease', () => {
      const stale = anInput({ nowMs: sweepAfter(3), samples: [aSample(0, 1)] });
      expect(decideScale(stale).next.rails.recentWants).toEqual([{ atMs: sweepAfter(3), size: 10 }]);
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
