import type { Tier } from '../blueprint/model.ts';
import { decideScale } from './decide-scale.ts';
import type { Fleet, LoadSample, ScaleResult, TierState } from './model.ts';
import { newTierState } from './new-tier-state.ts';
import type { PlantView } from './plant.ts';

const TICK_MS = 60_000;
/** What one tier alone may lose in a minute of the budget that all tiers share (spec S2). */
const removableOf = (size: number): number => Math.max(5, Math.floor(size / 20));

/**
 * A tier as it would be deployed, guard rails and all, as the plant asks it: each tick is one decision of
 * `decideScale`, and the group has at once the size it is given.
 */
export function driveDecisions(deployed: Tier): (view: PlantView) => number {
  const tier: Tier = { ...deployed, settleSeconds: 0 }; // The plant's minutes are final when they end.
  let state = newTierState(tier.id);
  let season: Uint8Array | null = null;
  return ({ tick, previous, ready, pending }) => {
    const nowMs = tick * TICK_MS;
    const size = ready + pending;
    const result = decideScale({
      tier,
      state,
      season,
      fleet: fleetOf(tier, ready, pending),
      environmentIds: [],
      samples: previous === null ? [] : [sampleOf(tier, nowMs - TICK_MS, previous)],
      stress: { errorRate: null, p95LatencyMs: null },
      mode: 'on',
      removable: removableOf(size),
      nowMs,
    });
    state = applied(result, nowMs);
    season = result.season ?? season;
    return result.decision.action === 'scale' ? result.decision.to : size;
  };
}

const fleetOf = ({ group, min, max }: Tier, ready: number, pending: number): Fleet => ({
  group,
  desired: ready + pending,
  groupMin: Math.min(min, ready + pending),
  groupMax: Math.max(max, ready + pending),
  ready,
  pending,
  unhealthy: 0,
  isOwned: true,
  isProtected: false,
});

/** What each metric of the tier would have told of the minute. */
const sampleOf = (
  { load }: Tier,
  minuteMs: number,
  { demand, ready }: NonNullable<PlantView['previous']>,
): LoadSample => ({
  minuteMs,
  values: load.map(({ counts, servedPerInstancePerMinute: served }) =>
    counts === 'total' ? demand * served : (demand * served) / ready,
  ),
  healthyHosts: ready,
});

/** The state as an execution leaves it that is done at once. */
function applied({ decision, next }: ScaleResult, nowMs: number): TierState {
  if (decision.action !== 'scale') return next;
  const record = { size: decision.to, version: next.targetVersion, atMs: nowMs };
  return { ...next, intent: record, applied: { ...record, outcome: 'settled' } };
}
