import type { Tier } from '../blueprint/model.ts';
import { decideScale } from './decide-scale.ts';
import type { Fleet, LoadSample, ScaleDecision, ScaleResult, TierState } from './model.ts';
import { newTierState } from './new-tier-state.ts';
import type { PlantView } from './plant.ts';

const TICK_MS = 60_000;
/** What one tier alone may lose in a minute of the budget that all tiers share (spec S2). */
const removableOf = (size: number): number => Math.max(5, Math.floor(size / 20));

export interface DecisionDrive {
  /** The beginning of tick 0. Default: of 1970. */
  readonly startMs?: number;
  /** How long after the beginning of its tick a decision is made. Default: not at all. */
  readonly sweepMs?: number;
  /** Told of every decision, and the size that the group has after it. */
  onDecision?(decision: ScaleDecision, size: number): void;
}

/**
 * A tier as it would be deployed, guard rails and all, as the plant asks it: each tick is one decision of
 * `decideScale`, and the group has at once the size it is given.
 */
export function driveDecisions(
  deployed: Tier,
  { startMs = 0, sweepMs = 0, onDecision }: DecisionDrive = {},
): (view: PlantView) => number {
  const tier: Tier = { ...deployed, settleSeconds: 0 }; // The plant's minutes are final when they end.
  let state = newTierState(tier.id);
  let season: Uint8Array | null = null;
  let counted = 0;
  return ({ tick, previous, ready, pending }) => {
    const tickMs = startMs + tick * TICK_MS;
    const nowMs = tickMs + sweepMs;
    const before = ready + pending;
    const result = decideScale({
      tier,
      state,
      season,
      fleet: fleetOf(tier, ready, pending),
      environmentIds: [],
      samples: previous === null ? [] : [sampleOf(tier, tickMs - TICK_MS, previous, counted)],
      stress: { errorRate: null, p95LatencyMs: null },
      mode: 'on',
      removable: removableOf(before),
      nowMs,
    });
    state = applied(result, nowMs);
    season = result.season ?? season;
    counted = ready;
    const size = result.decision.action === 'scale' ? result.decision.to : before;
    onDecision?.(result.decision, size);
    return size;
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

/**
 * What each metric of the tier would have told of the minute.
 *
 * @param healthyHosts counted when the minute began, before anything was drained in it
 */
const sampleOf = (
  { load }: Tier,
  minuteMs: number,
  { demand, ready }: NonNullable<PlantView['previous']>,
  healthyHosts: number,
): LoadSample => ({
  minuteMs,
  values: load.map(({ counts, servedPerInstancePerMinute: served }) =>
    counts === 'total' ? demand * served : (demand * served) / ready,
  ),
  healthyHosts,
});

/** The state as an execution leaves it that is done at once. */
function applied({ decision, next }: ScaleResult, nowMs: number): TierState {
  if (decision.action !== 'scale') return next;
  const record = { size: decision.to, version: next.targetVersion, atMs: nowMs };
  return { ...next, intent: record, applied: { ...record, outcome: 'settled' } };
}
