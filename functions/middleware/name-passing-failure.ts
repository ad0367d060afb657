import type { MiddlewareObj } from '@middy/core';
import { ErrorName, RubatoError } from '../../core/errors.ts';

/**
 * Gives one name to what passes, so that a state machine can try the task again: services name their throttles each in its own way.
 *
 * @throws `CallFailed`
 */
export const namePassingFailure = (mayPass: (error: Error) => boolean): MiddlewareObj => ({
  onError: (request) => {
    const { error } = request;
    if (error == null || !mayPass(error)) return;
    request.error = new RubatoError(ErrorName.CallFailed, `${error.name}: ${error.message}`, { cause: error });
  },
});
