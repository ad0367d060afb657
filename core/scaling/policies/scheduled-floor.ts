import type { ScheduledFloorSpec } from '../../blueprint/model.ts';
import { stateIn } from '../../schedule/state-at.ts';
import { timeline } from '../../schedule/timeline.ts';
import type { FleetView, Need, OpenedPolicy, PolicyRun, Want } from '../policy.ts';

const MINUTE_MS = 60_000;

/**
 * What another policy wants, but at least a floor while a schedule is on: for what is known beforehand, as EC2's
 * scheduled actions are. The floor holds `leadMinutes` before its period begins, so that its instances serve when it
 * does. It packs what the other policy packs and nothing of its own.
 */
export function scheduledFloor(spec: ScheduledFloorSpec, inner: OpenedPolicy): OpenedPolicy {
  return { ...inner, run: runFrom(spec, inner.run) };
}

function runFrom(spec: ScheduledFloorSpec, inner: PolicyRun): PolicyRun {
  return {
    observe: (tick) => runFrom(spec, inner.observe(tick)),
    want: (view) => wantOf(spec, inner, view),
    needFrom: (nowMs) => needFrom(spec, inner, nowMs),
    pack: () => inner.pack(),
    ...(inner.bootMinutes === undefined ? {} : { bootMinutes: inner.bootMinutes }),
    ...(inner.season === undefined ? {} : { season: inner.season }),
  };
}

function wantOf(spec: ScheduledFloorSpec, inner: PolicyRun, view: FleetView): Want {
  const { after, ...want } = inner.want(view);
  const remembering = after === undefined ? {} : { after: runFrom(spec, after) };
  const floor = highestFloor(spec, view.nowMs);
  if (floor === null) return { ...want, ...remembering };
  if (floor.size <= want.size) return { ...want, ...remembering, floor: floor.size };
  const reason = floor.size > view.size ? 'load-above-target' : floor.size < view.size ? 'load-below-target' : 'keep';
  const text = `${want.text}; ${tellFloor(floor)}`;
  return { ...want, ...remembering, size: floor.size, floor: floor.size, reason, text };
}

function needFrom(spec: ScheduledFloorSpec, inner: PolicyRun, nowMs: number): Need | null {
  const need = inner.needFrom?.(nowMs) ?? null;
  const floor = highestFloor(spec, nowMs);
  return floor === null || floor.size <= (need?.size ?? 0) ? need : { size: floor.size, text: tellFloor(floor) };
}

const tellFloor = ({ name, size }: Floor): string => `schedule ${name} wants at least ${size}`;

type Floor = ScheduledFloorSpec['floors'][number];

/** The highest of the floors whose schedule is on now, or will be within the lead. */
function highestFloor({ floors, leadMinutes }: ScheduledFloorSpec, nowMs: number): Floor | null {
  let highest: Floor | null = null;
  for (const floor of floors) {
    if (floor.size > (highest?.size ?? 0) && isOnWithin(floor, nowMs, leadMinutes)) highest = floor;
  }
  return highest;
}

/** Minute by minute: a period may be shorter than the lead. */
function isOnWithin({ schedule, calendars }: Floor, nowMs: number, leadMinutes: number): boolean {
  const days = timeline(schedule, calendars, nowMs, nowMs + leadMinutes * MINUTE_MS);
  const minutes = Array.from({ length: leadMinutes + 1 }, (_, minute) => nowMs + minute * MINUTE_MS);
  return minutes.some((atMs) => stateIn(days, atMs) === 'running');
}
