import { AwsError, type Kernel } from '../../kernel.ts';

export interface RetryPolicy {
  /** How often a failed delivery is tried again. */
  readonly retryAttemptsMax: number;
  /** For how long. */
  readonly eventAgeSecondsMax: number;
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html; the scheduler's is the same. */
export const DEFAULT_RETRY_POLICY: RetryPolicy = { retryAttemptsMax: 185, eventAgeSecondsMax: 86_400 };

/** Why a delivery was given up. */
export interface DeliveryFailure {
  readonly error: AwsError;
  readonly retryAttempts: number;
  /** Undefined when the error is one that no retry can mend. */
  readonly exhausted: 'MaximumRetryAttempts' | 'MaximumEventAgeInSeconds' | undefined;
}

export interface Delivery {
  readonly policy: RetryPolicy;
  /** @throws `AwsError` when the target does not take it */
  readonly attempt: (attemptNumber: number) => Promise<void>;
  readonly giveUp: (failure: DeliveryFailure) => Promise<void>;
}

/** The first wait and the longest; AWS publishes neither. With these, 185 retries take a little over its 24 hours (unverified). */
const WAIT_SECONDS_MIN = 1;
const WAIT_SECONDS_MAX = 512;

/**
 * Deliver, and while the target is only busy or broken, try again with exponential back-off and jitter in virtual time.
 * What the target refuses is given up at once: only answers 429 and 5xx are tried again.
 * https://repost.aws/knowledge-center/eventbridge-resolve-failedinvocation-errors
 */
export const deliverWithRetries = (kernel: Kernel, delivery: Delivery): Promise<void> => {
  const { clock, random } = kernel;
  const expiresAtMs = clock.nowMs + delivery.policy.eventAgeSecondsMax * 1000;

  const attempt = async (attemptNumber: number): Promise<void> => {
    try {
      await delivery.attempt(attemptNumber);
    } catch (error) {
      // Anything else is a fault of the embedded cloud, and ends the run.
      if (!(error instanceof AwsError)) throw error;
      await retry(attemptNumber, error);
    }
  };

  const retry = async (attemptNumber: number, error: AwsError): Promise<void> => {
    const retryAttempts = attemptNumber - 1;
    const giveUp = (exhausted: DeliveryFailure['exhausted']): Promise<void> =>
      delivery.giveUp({ error, retryAttempts, exhausted });
    if (!isRetriable(error)) return giveUp(undefined);
    if (retryAttempts >= delivery.policy.retryAttemptsMax) return giveUp('MaximumRetryAttempts');
    const waitSeconds = Math.min(WAIT_SECONDS_MIN * 2 ** retryAttempts, WAIT_SECONDS_MAX);
    const atMs = clock.nowMs + Math.round(waitSeconds * 1000 * (0.5 + random.next() / 2));
    if (atMs > expiresAtMs) return giveUp('MaximumEventAgeInSeconds');
    clock.at(atMs, () => attempt(attemptNumber + 1));
  };

  return attempt(1);
};

const isRetriable = ({ status, code }: AwsError): boolean => status >= 500 || status === 429 || isThrottle(code);

/** Throttles of services that answer them with status 400. */
export const isThrottle = (code: string): boolean =>
  /Throttl|TooManyRequests|RequestLimitExceeded|LimitExceededException$|SlowDown/.test(code);
