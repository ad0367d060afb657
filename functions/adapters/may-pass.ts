import { isServerError, isThrottlingError, isTransientError } from '@smithy/core/retry';

type SdkError = Parameters<typeof isThrottlingError>[0];

/** Whether a call of AWS failed for a reason that passes, by the rules after which the SDK tries again itself. */
export const mayPass = (error: Error): boolean => {
  const failure = error as SdkError;
  return isThrottlingError(failure) || isTransientError(failure) || isServerError(failure);
};
