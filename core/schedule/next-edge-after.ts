import type { Calendar, Schedule } from '../blueprint/model.ts';
import { edgesBetween } from './edges-between.ts';
import type { Edge } from './model.ts';

const dayMs = 86_400_000;

/** A week and a day: every weekly schedule without holidays has its next edge within. */
const horizonDays = 8;

/**
 * The first edge after an instant, or null when there is none for eight days: the schedule never changes, or a
 * calendar keeps it quiet for longer. Whoever waits looks again by then.
 */
export function nextEdgeAfter(
  schedule: Schedule,
  calendars: Readonly<Record<string, Calendar>>,
  afterMs: number,
): Edge | null {
  let fromMs = afterMs;
  for (const days of [1, 3, horizonDays]) {
    const untilMs = afterMs + days * dayMs;
    const edge = edgesBetween(schedule, calendars, fromMs, untilMs)[0];
    if (edge !== undefined) return edge;
    fromMs = untilMs;
  }
  return null;
}
