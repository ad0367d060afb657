import type { Blueprint, Schedule } from '../../../core/blueprint/model.ts';
import { edgesBetween } from '../../../core/schedule/edges-between.ts';
import type { Edge } from '../../../core/schedule/model.ts';
import { type Invariant, instant } from './invariant.ts';
import type { ItemWrite, PlainItem } from './observation.ts';

/** A one-sided edge that is later than this is told as missed and not run. */
const MISSED_AFTER_MS = 15 * 60_000;

/** The latest edge of a schedule that went by since the last look begins one sleep or wake, and no other look begins it again. */
export const calendar: Invariant = {
  id: 'S14',
  claim: 'every edge of a schedule has exactly one effect',
  watch: (blueprint) => {
    const epochs = new Map<string, number>();
    return (seen) => {
      const look = seen.kind === 'write' ? lookIn(seen, blueprint) : null;
      if (look === null) return null;
      const { environmentId, edge, after } = look;
      if (!look.isNewEpoch) return edge === undefined || isServed(edge, after) ? null : passedOver(look, edge);
      if (!String(after['lastReason']).startsWith('schedule-st')) return null;
      const epoch = Number(after['epoch']);
      if (edge === undefined)
        return `epoch ${epoch} of environment ${environmentId} is for an edge that its schedule does not have`;
      const key = `${environmentId} ${edge.atMs}`;
      const first = epochs.get(key);
      epochs.set(key, epoch);
      if (first === undefined) return null;
      return `the edge of environment ${environmentId} at ${instant(edge.atMs)} had two effects: epochs ${first} and ${epoch}`;
    };
  },
};

interface Look {
  readonly environmentId: string;
  readonly after: PlainItem;
  readonly isNewEpoch: boolean;
  /** The latest one since the last look that is still to be run. */
  readonly edge: Edge | undefined;
}

/** A look at an environment for which the edges of its schedule count; an override, another schedule or the first contact ask for its level. */
const lookIn = ({ pk, sk, before, after }: ItemWrite, blueprint: Blueprint): Look | null => {
  if (!pk.startsWith('ENV#') || sk !== 'STATE' || before === undefined || after === undefined) return null;
  const environmentId = pk.slice('ENV#'.length);
  const schedule = blueprint.schedules[blueprint.environments[environmentId]?.schedule ?? ''];
  const fromMs = Date.parse(String(before['lastEvaluatedAt']));
  const untilMs = Date.parse(String(after['lastEvaluatedAt']));
  const isNewEpoch = before['epoch'] !== after['epoch'];
  const isByLevel = isSet(before['override']) || before['scheduleHash'] !== after['scheduleHash'];
  if (schedule === undefined || Number.isNaN(fromMs) || isByLevel || (untilMs === fromMs && !isNewEpoch)) return null;
  return { environmentId, after, isNewEpoch, edge: latestEdge(schedule, blueprint, fromMs, untilMs) };
};

const latestEdge = (schedule: Schedule, { calendars }: Blueprint, fromMs: number, untilMs: number): Edge | undefined =>
  edgesBetween(schedule, calendars, fromMs, untilMs).findLast(
    ({ isBounded, atMs }) => isBounded || untilMs - atMs <= MISSED_AFTER_MS,
  );

/** It is as the edge wants it, or on its way there. */
const isServed = ({ wanted }: Edge, { phase, wanted: asked }: PlainItem): boolean => {
  const goal = wanted === 'running' ? 'awake' : 'asleep';
  return phase === goal || asked === goal;
};

const passedOver = ({ environmentId, after }: Look, { atMs, wanted }: Edge): string =>
  `the edge of environment ${environmentId} at ${instant(atMs)}, which wants it ${wanted}, had no effect: it is ${String(after['phase'])}`;

const isSet = (value: unknown): boolean => value !== undefined && value !== null;
