import type { FleetView, PolicyRun, Tick } from '../../../../core/scaling/policy.ts';

export const MINUTE_MS = 60_000;

/** A fleet of so many, all of them ready, at the beginning of 1970. */
export const aView = (size: number, changes: Partial<FleetView> = {}): FleetView => ({
  nowMs: 0,
  size,
  ready: size,
  pending: 0,
  lastIncreaseAtMs: null,
  lastDecreaseAtMs: null,
  ...changes,
});

/** A finished minute with ten ready. */
export const aTick = (minute: number, load: number | null, changes: Partial<Tick> = {}): Tick => ({
  minuteMs: minute * MINUTE_MS,
  load,
  isComplete: load !== null,
  ready: 10,
  ...changes,
});

/** One minute in the life of a policy: told the load, asked for a size, remembered. */
export function live(run: PolicyRun, minute: number, load: number, view: FleetView): { size: number; run: PolicyRun } {
  const told = run.observe(aTick(minute, load, { ready: view.ready }));
  const want = told.want({ ...view, nowMs: (minute + 1) * MINUTE_MS });
  return { size: want.size, run: want.after ?? told };
}
