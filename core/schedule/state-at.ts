import type { Calendar, Schedule } from '../blueprint/model.ts';
import type { ScheduleState, Span, Timeline } from './model.ts';
import { timeline } from './timeline.ts';

/**
 * What a schedule says of an instant (spec/schedules rules 1 to 3, 5 and 6): running inside of a period, stopped outside
 * of all, stopped on a date that a calendar treats as off. A period with only one end speaks from there until its
 * local day is over or the next such edge comes; what no period speaks of is `any`.
 */
export const stateAt = (
  schedule: Schedule,
  calendars: Readonly<Record<string, Calendar>>,
  atMs: number,
): ScheduleState => stateIn(timeline(schedule, calendars, atMs, atMs), atMs);

/** The same of a timeline that is at hand. */
export function stateIn({ running, off, oneSided, isBounded }: Timeline, atMs: number): ScheduleState {
  const holds = (span: Span): boolean => span.beginMs <= atMs && atMs < span.endMs;
  if (off.some(holds)) return 'stopped';
  if (running.some(holds)) return 'running';
  return oneSided.findLast(holds)?.wanted ?? (isBounded ? 'stopped' : 'any');
}
