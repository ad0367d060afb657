import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideRetry } from '../../../local/asl/decide-retry.ts';
import type { Retrier } from '../../../local/asl/model.ts';
import { StatesError } from '../../../local/asl/states-error.ts';

const error = new StatesError('Busy', 'later');
const retrier = (settings: Partial<Retrier>): Retrier => ({
  errorEquals: ['Busy'],
  intervalSeconds: 2,
  maxAttempts: 3,
  backoffRate: 2,
  maxDelaySeconds: Number.POSITIVE_INFINITY,
  hasFullJitter: false,
  ...settings,
});

describe('the delay', () => {
  it.each([
    { when: 'it is the first retry', used: 0, settings: {}, delaySeconds: 2 },
    { when: 'it is the third retry', used: 2, settings: {}, delaySeconds: 8 },
    { when: 'there is a largest delay', used: 2, settings: { maxDelaySeconds: 5 }, delaySeconds: 5 },
    { when: 'jitter draws a quarter', used: 2, settings: { hasFullJitter: true }, delaySeconds: 2 },
  ])('is $delaySeconds s when $when', ({ used, settings, delaySeconds }) => {
    const only = retrier(settings);
    const decision = decideRetry([only], error, new Map([[only, used]]), () => 0.25);
    expect(decision).toEqual({ action: 'retry', retrier: only, delaySeconds });
  });

  it('with jitter lies between 0 and the delay without it', () => {
    const draws = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(fc.nat(8), draws, (used, draw) => {
        const settings = { maxAttempts: 9, maxDelaySeconds: 60 };
        const [plain, jittered] = [retrier(settings), retrier({ ...settings, hasFullJitter: true })];
        const full = decideRetry([plain], error, new Map([[plain, used]]), () => draw);
        const drawn = decideRetry([jittered], error, new Map([[jittered, used]]), () => draw);
        if (full.action !== 'retry' || drawn.action !== 'retry') throw new Error('expected retries');
        expect(drawn.delaySeconds).toBeGreaterThanOrEqual(0);
        expect(drawn.delaySeconds).toBeLessThanOrEqual(full.delaySeconds);
      }),
    );
  });
});

describe('giving up', () => {
  it('follows when no retrier takes the error', () => {
    const decision = decideRetry([retrier({ errorEquals: ['Other'] })], error, new Map(), () => 0);
    expect(decision).toEqual({ action: 'give-up', reason: 'no-retrier' });
  });

  it('follows when the first retrier that matches is used up, even if a later one is not', () => {
    const [first, second] = [retrier({ maxAttempts: 1 }), retrier({ errorEquals: ['States.ALL'] })];
    const decision = decideRetry([first, second], error, new Map([[first, 1]]), () => 0);
    expect(decision).toEqual({ action: 'give-up', reason: 'exhausted' });
  });

  it('follows at once when MaxAttempts is 0', () => {
    expect(decideRetry([retrier({ maxAttempts: 0 })], error, new Map(), () => 0).action).toBe('give-up');
  });
});
