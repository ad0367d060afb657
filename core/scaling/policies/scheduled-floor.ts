import type { ScheduledFloorSpec } from '../../blueprint/model.ts';
import { stateAt } from '../../schedule/state-at.ts';
import type { FleetView, OpenedPolicy, PolicyRun, Want } from '../policy.ts';

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
    pack: () => inner.pack(),
  };
}

function wantOf(spec: ScheduledFloorSpec, inner: PolicyRun, view: FleetView): Want {
  const { after, ...want } = inner.want(view);
  const remembering = after === undefined ? {} : { after: runFrom(spec, after) };
  const floor = highestFloor(spec, view.nowMs);
  if (floor === null || floor.size <= want.size) return { ...want, ...remembering };
  const reason = floor.size > view.size ? 'load-above-target' : floor.size < view.size ? 'load-below-target' : 'keep';
  const text = `${want.text}; schedule ${floor.name} wants at least ${floor.size}`;
  return { ...want, ...remembering, size: floor.size, reason, text };
}

function highestFloor(
  { floors, leadMinutes }: ScheduledFloorSpec,
  nowMs: number,
): ScheduledFloorSpec['floors'][number] | null {
  const isOn = ({ schedule, calendars }: ScheduledFloorSpec['floors'][number]): boolean =>
    [nowMs, nowMs + leadMinutes * 60_000].some((atMs) => stateAt(schedule, calendars, atMs) === 'running');
  return floors
    .filter(isOn)
    .reduce<ScheduledFloorSpec['floors'][number] | null>(
      (highest, floor) => (highest === null || floor.size > highest.size ? floor : highest),
      null,
    );
}
