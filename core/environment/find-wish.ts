import { edgesBetween } from '../schedule/edges-between.ts';
import { stateAt } from '../schedule/state-at.ts';
import type { EnvironmentInput } from './model.ts';

/** What is asked of an environment at this look, and by whom. */
export type Wish =
  | {
      readonly wanted: 'awake' | 'asleep';
      readonly reason: string;
      readonly text: string;
      /** Whether it arose since the last look; an old wish that failed for good is not tried again. */
      readonly isNew: boolean;
    }
  | { readonly wanted: null; readonly reason: string; readonly text: string };

/** A one-sided edge that is later than this is told as missed and not run (spec/schedules rule 4). */
const maxLatenessMs = 15 * 60_000;

/**
 * Find out what is wanted, highest first: override, schedule, awake by default (spec/schedules rule 7).
 *
 * The schedule speaks through its edges in (lastEvaluatedAt, now], of which the latest wins. Between edges it says nothing, so
 * what a person changed by hand stays until the next one. An outage needs no rule of its own: it is a longer stretch
 * with more edges in it, and the latest of them is the level of a bounded period. The level itself is asked only where
 * there is no earlier look to count from: at first contact, at the instant an override ends, and when the schedule is another
 * one than at the last look, whose edges may have gone by.
 */
export function findWish(input: EnvironmentInput): Wish {
  const { override, lastEvaluatedAtMs, scheduleHash } = input.state;
  if (override !== null && input.nowMs < override.untilMs) {
    const text = `an override until ${instant(override.untilMs)} wants it to be ${override.wanted}`;
    if (override.wanted === 'hold') return { wanted: null, reason: 'override', text };
    return { wanted: override.wanted, reason: 'override', text, isNew: false };
  }
  if (lastEvaluatedAtMs === null) return levelAt(input, input.nowMs, 'first-contact');
  if (scheduleHash !== null && scheduleHash !== input.scheduleHash) {
    return levelAt(input, input.nowMs, 'schedule-changed');
  }
  if (override === null) return latestEdge(input, lastEvaluatedAtMs);
  const later = latestEdge(input, Math.max(override.untilMs, lastEvaluatedAtMs));
  return later.wanted === null ? levelAt(input, override.untilMs, 'override-ended') : later;
}

function levelAt({ schedule, calendars }: EnvironmentInput, atMs: number, reason: string): Wish {
  if (schedule === null) return { wanted: 'awake', reason, text: 'it has no schedule, so it is awake', isNew: true };
  const state = stateAt(schedule, calendars, atMs);
  const text = `at ${instant(atMs)} the schedule says ${state}`;
  if (state === 'any') return { wanted: null, reason, text };
  return { wanted: state === 'running' ? 'awake' : 'asleep', reason, text, isNew: true };
}

function latestEdge({ schedule, calendars, nowMs }: EnvironmentInput, afterMs: number): Wish {
  const edges = schedule === null ? [] : edgesBetween(schedule, calendars, afterMs, nowMs);
  const edge = edges.findLast(({ isBounded, atMs }) => isBounded || nowMs - atMs <= maxLatenessMs);
  if (edge !== undefined) {
    const [wanted, verb] = edge.wanted === 'running' ? (['awake', 'starts'] as const) : (['asleep', 'stops'] as const);
    return {
      wanted,
      reason: `schedule-${verb}`,
      text: `the schedule ${verb} it at ${instant(edge.atMs)}`,
      isNew: true,
    };
  }
  const missed = edges.at(-1);
  if (missed === undefined) {
    return { wanted: null, reason: 'on-schedule', text: `no edge of the schedule since ${instant(afterMs)}` };
  }
  const text = `the edge of ${instant(missed.atMs)} was missed by more than 15 minutes and is not run`;
  return { wanted: null, reason: 'missed-edge', text };
}

const instant = (atMs: number): string => new Date(atMs).toISOString();
