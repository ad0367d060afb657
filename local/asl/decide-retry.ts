import { matchesError } from './matches-error.ts';
import type { Retrier } from './model.ts';
import type { StatesError } from './states-error.ts';

export type RetryDecision =
  | { readonly action: 'retry'; readonly retrier: Retrier; readonly delaySeconds: number }
  | { readonly action: 'give-up'; readonly reason: 'no-retrier' | 'exhausted' };

/**
 * Decide whether to try again after an error.
 *
 * The first retrier that matches counts; each counts its own attempts. The delay is
 * min(interval * backoff^attempts, max delay), and with full jitter uniform between 0 and that:
 * https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html#error-handling-retrying-after-an-error
 *
 * @param attempts how often each retrier has been used during this visit
 * @param draw uniform in [0, 1); only asked for when jitter is on
 */
export const decideRetry = (
  retriers: readonly Retrier[],
  error: StatesError,
  attempts: ReadonlyMap<Retrier, number>,
  draw: () => number,
): RetryDecision => {
  const retrier = retriers.find(({ errorEquals }) => matchesError(errorEquals, error));
  if (retrier === undefined) return { action: 'give-up', reason: 'no-retrier' };
  const used = attempts.get(retrier) ?? 0;
  if (used >= retrier.maxAttempts) return { action: 'give-up', reason: 'exhausted' };
  const fullSeconds = Math.min(retrier.intervalSeconds * retrier.backoffRate ** used, retrier.maxDelaySeconds);
  return { action: 'retry', retrier, delaySeconds: retrier.hasFullJitter ? draw() * fullSeconds : fullSeconds };
};
