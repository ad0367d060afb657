import type { EventSource } from '../../core/blueprint/event-schema.ts';
import { expandEvent } from '../../core/blueprint/expand-event.ts';
import type { KnownEvent } from '../../core/blueprint/model.ts';
import { parseEvents } from '../../core/blueprint/parse-events.ts';
import { PLANT_BOUNDS } from '../../core/scaling/plant.ts';
import { readText } from '../read-text.ts';
import { type Trace, traceEndMs } from '../trace/trace.ts';
import { UsageError } from '../usage-error.ts';

/**
 * Read the known events that a person named: `events` as a tier of the blueprint has them.
 *
 * @throws `UsageError` with every problem in it, or when none of them is within a trace
 */
export const readEvents = (file: string, traces: readonly Trace[]): readonly EventSource[] => {
  const result = parseEvents(readText(file, '--events'), file, PLANT_BOUNDS.max);
  if (!result.isValid) throw new UsageError(result.problems.map(({ text }) => text).join('\n'));
  const isWithin = ({ startMs, endMs }: KnownEvent): boolean =>
    traces.some((trace) => startMs < traceEndMs(trace) && endMs > trace.startMs);
  if (result.events.some((event) => isWithin(expandEvent(event, 1)))) return result.events;
  throw new UsageError(`--events: found no event in ${file} that is within a trace, must be at least one`);
};

/**
 * Events as the plant has them, whose time begins with the trace.
 *
 * @param meanInstances instances that the mean of the trace needs: so much of it does one instance serve
 */
export const eventsOfTrace = (
  events: readonly EventSource[],
  { startMs, requests }: Trace,
  meanInstances: number,
): readonly KnownEvent[] => {
  const mean = requests.reduce((sum, count) => sum + count, 0) / requests.length;
  return events.map((source) => {
    const event = expandEvent(source, mean / meanInstances);
    return { ...event, startMs: event.startMs - startMs, endMs: event.endMs - startMs };
  });
};
