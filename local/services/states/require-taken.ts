import type { CallbackAnswer } from '../../asl/tasks/callbacks.ts';
import { AwsError } from '../../kernel.ts';

/**
 * The text for an unknown token is as recorded on AWS, the one for a task that is over is unverified.
 *
 * @throws `AwsError` InvalidToken or TaskTimedOut when no task waits for the token
 */
export const requireTaken = (answer: CallbackAnswer): Record<string, never> => {
  if (answer === 'unknown-token') throw new AwsError('InvalidToken', "Invalid Token: 'Invalid token'");
  if (answer === 'task-is-over') {
    throw new AwsError('TaskTimedOut', "Task Timed Out: 'Provided task does not exist anymore'");
  }
  return {};
};
