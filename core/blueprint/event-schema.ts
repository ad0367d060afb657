import type * as z from 'zod';
import { isDate } from './schedule-schema.ts';
import { idName, mapping, positiveNumber, text, wholeNumber } from './schema-parts.ts';

const localTime = (description: string) =>
  text(
    description,
    /^\d{4}-\d{2}-\d{2}[T ](?:[01]\d|2[0-3]):[0-5]\d$/,
    'must be a date and a time such as 2026-07-04T18:00',
  ).refine((found) => isDate(found.slice(0, 10)), { error: 'must be a date that exists' });

export const eventSource = mapping('Something known beforehand, such as a launch or a match.', {
  name: idName('What decisions call it.'),
  timeZone: text('IANA time zone of its times.', /^[A-Za-z]/, 'must be an IANA time zone such as Europe/Rome'),
  start: localTime('When it begins.'),
  end: localTime('When it is over; or give `minutes`.').optional(),
  minutes: wholeNumber('How long it lasts; or give `end`.', 1, 43_200).optional(),
  load: positiveNumber(
    "The load to be ready for, a minute, in the unit of the tier's first metric, such as requests; or give `instances`.",
  ).optional(),
  instances: wholeNumber('The instances to be ready with; or give `load`.', 1).optional(),
});

export type EventSource = z.output<typeof eventSource>;
