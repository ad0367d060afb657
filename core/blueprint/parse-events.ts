import { eventProblems } from './event-problems.ts';
import type { EventSource } from './event-schema.ts';
import type { BlueprintProblem } from './model.ts';
import { mapping } from './schema-parts.ts';
import { schemaProblems } from './schema-problems.ts';
import { tellProblems } from './tell-problems.ts';
import { eventsSource } from './tier-schema.ts';
import { yamlSource } from './yaml-source.ts';

const calendarSource = mapping('The known events of one tier.', { events: eventsSource });

export type EventsResult =
  | { readonly isValid: true; readonly events: readonly EventSource[] }
  | { readonly isValid: false; readonly problems: readonly BlueprintProblem[] };

/**
 * Read known events by themselves: the `events` of a tier as a blueprint has them, without the rest of it. Never throws.
 *
 * @param fileName what the problems call the file
 * @param max most instances that an event may ask for
 */
export function parseEvents(text: string, fileName: string, max: number): EventsResult {
  const source = yamlSource(text);
  if (!source.isReadable) return { isValid: false, problems: tellProblems({ source }, fileName) };

  const content = source.content ?? {};
  const parsed = calendarSource.safeParse(content);
  const inShape = schemaProblems(parsed.error?.issues ?? [], content);
  const problems = tellProblems({ source, inShape, inMeaning: eventProblems({ ...content, max }, []) }, fileName);
  if (problems.length > 0 || !parsed.success) return { isValid: false, problems };
  return { isValid: true, events: parsed.data.events };
}
