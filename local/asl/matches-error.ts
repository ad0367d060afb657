import type { StatesError } from './states-error.ts';

/**
 * Whether `ErrorEquals` of a retrier or catcher takes an error.
 *
 * `States.ALL` takes all but terminal errors, `States.TaskFailed` all but timeouts:
 * https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
 * AWS's page says that `States.ALL` does not catch `States.DataLimitExceeded`; recorded executions show that it does
 * when a task's result is too large, so only data over the limit between states is terminal here.
 */
export const matchesError = (errorEquals: readonly string[], error: StatesError): boolean => {
  if (error.isTerminal) return false;
  return errorEquals.some(
    (name) =>
      name === 'States.ALL' ||
      (error.error !== undefined && name === error.error) ||
      (name === 'States.TaskFailed' && error.error !== 'States.Timeout') ||
      (name === 'States.HeartbeatTimeout' && error.isHeartbeat),
  );
};
