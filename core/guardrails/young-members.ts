import type { RailState } from '../scaling/model.ts';
import { scaleDeadlineSeconds } from '../scaling/scale-deadline.ts';
import type { RailContext, RailVerdict } from './model.ts';

const SERVE_MS = 6 * 60_000;

/**
 * What an increase brought serves for more than six minutes before anything is given back: a launch that is drained sooner has cost as
 * much to start as it served. Until all of it is ready, only what never arrived may be given up; what is not ready at the deadline
 * of the scaling counts as if it were, so that a member which never is does not hold the others for ever.
 */
export function youngMembers(want: number, { current, tier, fleet, rails, nowMs }: RailContext): RailVerdict | null {
  const { lastIncreaseAtMs, increaseReadyAtMs } = rails;
  if (want >= current || lastIncreaseAtMs === null) return null;
  if (increaseReadyAtMs === null) {
    const servedAtMs = lastIncreaseAtMs + scaleDeadlineSeconds(tier.warmUpSeconds) * 1000 + SERVE_MS;
    if (want >= fleet.ready || fleet.ready >= current || nowMs > servedAtMs) return null;
    return { size: fleet.ready, reason: 'flapping', text: `only ${fleet.ready} of ${current} are ready` };
  }
  const leftMs = increaseReadyAtMs + SERVE_MS - nowMs;
  if (leftMs < 0) return null;
  const text = `the youngest are ready for ${Math.floor((nowMs - increaseReadyAtMs) / 60_000)} min, 6 are due`;
  return { size: current, reason: 'flapping', text };
}

/** Note when everything that the last increase asked for is ready for the first time. */
export function noteReady(rails: RailState, ready: number, current: number, nowMs: number): RailState {
  const isNews = rails.lastIncreaseAtMs !== null && rails.increaseReadyAtMs === null && ready >= current;
  return isNews ? { ...rails, increaseReadyAtMs: nowMs } : rails;
}
