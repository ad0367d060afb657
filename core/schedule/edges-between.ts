import type { Calendar, Schedule } from '../blueprint/model.ts';
import type { Edge, Timeline } from './model.ts';
import { stateIn } from './state-at.ts';
import { timeline } from './timeline.ts';

/**
 * The edges of a schedule in (afterMs, untilMs], in order: the instants at which what it says changes. Consecutive calls
 * that share their ends see each edge exactly once, however long they are apart.
 */
export function edgesBetween(
  schedule: Schedule,
  calendars: Readonly<Record<string, Calendar>>,
  afterMs: number,
  untilMs: number,
): readonly Edge[] {
  if (untilMs <= afterMs) return [];
  const days = timeline(schedule, calendars, afterMs, untilMs);
  const boundedAtMs = new Set([
    ...days.running.flatMap(({ beginMs, endMs }) => [beginMs, endMs]),
    ...days.off.map(({ beginMs }) => beginMs),
  ]);
  return [...new Set([...boundedAtMs, ...days.oneSided.map(({ beginMs }) => beginMs)])]
    .filter((atMs) => atMs > afterMs && atMs <= untilMs)
    .sort((a, b) => a - b)
    .flatMap((atMs) => edgeAt(days, atMs, boundedAtMs.has(atMs)));
}

function edgeAt(days: Timeline, atMs: number, isBounded: boolean): Edge[] {
  const state = stateIn(days, atMs);
  if (state === stateIn(days, atMs - 1)) return [];
  return [{ atMs, wanted: state === 'running' ? 'running' : 'stopped', isBounded }];
}
