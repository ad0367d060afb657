import { instantOfWritten } from '../schedule/instant-of-local-time.ts';
import type { EventSource } from './event-schema.ts';
import type { KnownEvent } from './model.ts';

const MINUTE_MS = 60_000;

/**
 * An event that has passed every check, as instants and instances.
 *
 * @param served what one instance serves in a minute, in the unit of the tier's first metric
 */
export function expandEvent(source: EventSource, served: number): KnownEvent {
  const { name, timeZone, start, end, minutes = 0, load = 0, instances } = source;
  const startMs = instantOfWritten(start, timeZone);
  const endMs = end === undefined ? startMs + minutes * MINUTE_MS : instantOfWritten(end, timeZone);
  return { name, startMs, endMs, size: instances ?? Math.ceil(load / served) };
}
