import type { LoadMetric, Tier } from '../../../core/blueprint/model.ts';
import type { Fleet, LoadSample, ScaleInput, ScaleResult, TierState } from '../../../core/scaling/model.ts';
import { newTierState } from '../../../core/scaling/new-tier-state.ts';

export const MINUTE_MS = 60_000;
/** Midnight of a day; sweeps in these tests come five seconds into the minute. */
export const MIDNIGHT_MS = Date.UTC(2026, 0, 6);

/** The moment of the sweep that sees `minute` (counted from midnight) finished. */
export const sweepAfter = (minute: number): number => MIDNIGHT_MS + (minute + 1) * MINUTE_MS + 5_000;

export const aMetric = (changes: Partial<LoadMetric> = {}): LoadMetric =>
  ({
    type: 'alb',
    targetGroup: null,
    loadBalancer: null,
    counts: 'total',
    whenAbsent: 'zeroIfHealthy',
    servedPerInstancePerMinute: 1_000,
    ...changes,
  }) as LoadMetric;

/** Target tracking at 70 %, quick both ways and without rails of its own, so that a test sees the one it is about. */
export const aTier = (changes: Partial<Tier> = {}): Tier => ({
  id: 'web',
  group: 'web-group',
  min: 2,
  max: 300,
  load: [aMetric()],
  policy: { type: 'target-tracking', target: 0.7, scaleOutMinutes: 1, scaleInMinutes: 1 },
  guards: { errorRate: null, p95LatencyMs: null },
  warmUpSeconds: 0,
  settleSeconds: 0,
  unservedPrice: 100,
  shadow: null,
  shadowGuardRails: null,
  events: [],
  guardRails: { tolerance: 0, stabilisationMinutes: 0, scaleOutCooldownSeconds: 0, scaleInCooldownSeconds: 0 },
  healing: null,
  ...changes,
});

export const aFleet = (size: number, changes: Partial<Fleet> = {}): Fleet => ({
  group: 'web-group',
  desired: size,
  groupMin: 0,
  groupMax: 1_000,
  ready: size,
  pending: 0,
  unhealthy: 0,
  isOwned: true,
  isProtected: false,
  ...changes,
});

/** A minute that needs this many instances of 1,000 requests. */
export const aSample = (minute: number, load: number | null, healthyHosts: number | null = 10): LoadSample => ({
  minuteMs: MIDNIGHT_MS + minute * MINUTE_MS,
  values: [load === null ? null : load * 1_000],
  healthyHosts,
});

/** A tier that has had its target for a while: settled, and fed up to `minute`. */
export const aState = (target: number, changes: Partial<TierState> = {}): TierState => ({
  ...newTierState('web'),
  revision: 7,
  target,
  targetVersion: 3,
  attempt: 1,
  attemptedAtMs: MIDNIGHT_MS - 60 * MINUTE_MS,
  intent: { size: target, version: 3, atMs: MIDNIGHT_MS - 60 * MINUTE_MS + 500 },
  applied: { size: target, version: 3, atMs: MIDNIGHT_MS - 57 * MINUTE_MS, outcome: 'settled' },
  ownSizes: [target],
  lastTickMs: MIDNIGHT_MS - MINUTE_MS,
  ...changes,
});

/** The sweep after minute 0, which needed 7 of the 10 instances. */
export const anInput = (changes: Partial<ScaleInput> = {}): ScaleInput => ({
  tier: aTier(),
  state: aState(10),
  season: null,
  fleet: aFleet(10),
  environmentIds: ['staging'],
  samples: [aSample(0, 7)],
  stress: { errorRate: null, p95LatencyMs: null },
  mode: 'on',
  removable: 1_000,
  nowMs: sweepAfter(0),
  ...changes,
});

/** What a scale-tier execution that settles at once leaves in the state. */
export const settled = ({ decision, next }: ScaleResult, nowMs: number): TierState => {
  if (decision.action !== 'scale' && decision.action !== 'retry') return next;
  const record = { size: decision.to, version: next.targetVersion, atMs: nowMs };
  return { ...next, intent: record, applied: { ...record, outcome: 'settled' } };
};
