import type { MiddlewareObj } from '@middy/core';
import type * as z from 'zod';
import { ErrorName, RubatoError } from '../../core/errors.ts';

/**
 * Replaces what arrived by what the schema makes of it.
 *
 * @throws `EventInvalid`, with the places and without the event: raw events belong in the encrypted queues only
 */
export const parseEvent = <Event>(schema: z.ZodType<Event>): MiddlewareObj<Event> => ({
  before: (request) => {
    const parsed = schema.safeParse(request.event);
    if (!parsed.success) throw new RubatoError(ErrorName.EventInvalid, sentenceOf(parsed.error));
    request.event = parsed.data;
  },
});

const sentenceOf = (error: z.ZodError): string =>
  `the event is not understood: ${error.issues
    .slice(0, 5)
    .map(({ path, message }) => `${path.join('.') || 'event'}: ${message}`)
    .join('; ')}`;
