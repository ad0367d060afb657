import type { ResourceProperties } from '../../assembly/resource-properties.ts';
import { DEFAULT_RETRY_POLICY, type RetryPolicy } from './deliver-with-retries.ts';

/**
 * The RetryPolicy of a target in a template.
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_RetryPolicy.html
 * https://docs.aws.amazon.com/scheduler/latest/APIReference/API_RetryPolicy.html
 *
 * @throws Error when a number is outside what AWS takes
 */
export const readRetryPolicy = (target: ResourceProperties, place: string): RetryPolicy => {
  const policy = target.part('RetryPolicy');
  const retryAttemptsMax = policy?.number('MaximumRetryAttempts') ?? DEFAULT_RETRY_POLICY.retryAttemptsMax;
  const eventAgeSecondsMax = policy?.number('MaximumEventAgeInSeconds') ?? DEFAULT_RETRY_POLICY.eventAgeSecondsMax;
  requireWithin(`${place}: MaximumRetryAttempts`, retryAttemptsMax, 0, DEFAULT_RETRY_POLICY.retryAttemptsMax);
  requireWithin(`${place}: MaximumEventAgeInSeconds`, eventAgeSecondsMax, 60, DEFAULT_RETRY_POLICY.eventAgeSecondsMax);
  return { retryAttemptsMax, eventAgeSecondsMax };
};

const requireWithin = (place: string, value: number, min: number, max: number): void => {
  if (value < min || value > max) throw new Error(`${place} is ${value}; it must be within ${min}-${max}`);
};
