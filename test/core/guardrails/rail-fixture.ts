import type { GuardRails, Tier } from '../../../core/blueprint/model.ts';
import type { RailContext } from '../../../core/guardrails/model.ts';
import type { RailState } from '../../../core/scaling/model.ts';
import { newTierState } from '../../../core/scaling/new-tier-state.ts';
import { aFleet, aTier } from '../scaling/scale-fixture.ts';

const NOW_MS = Date.UTC(2026, 0, 6, 12);
export const minutesAgo = (minutes: number) => NOW_MS - minutes * 60_000;

/** One want a minute, the newest now. */
export const wants = (...sizes: number[]): Partial<RailState> => ({
  recentWants: sizes.map((size, index) => ({ atMs: minutesAgo(sizes.length - 1 - index), size })),
});

/** A tier with these rails of its own. */
export const tierWith = (rails: Partial<GuardRails>, changes: Partial<Tier> = {}): Tier =>
  aTier({ ...changes, guardRails: { ...aTier().guardRails, ...rails } });

export interface Case {
  readonly current: number;
  readonly want: number;
  readonly tier?: Tier;
  readonly rails?: Partial<RailState>;
  readonly context?: Partial<RailContext>;
}

export const contextOf = ({ current, tier = aTier(), rails = {}, context = {} }: Case): RailContext => ({
  tier,
  fleet: aFleet(current),
  floor: 0,
  healthy: (context.fleet ?? aFleet(current)).ready,
  current,
  rails: { ...newTierState('web').rails, ...rails },
  dataFlaw: null,
  stress: { errorRate: null, p95LatencyMs: null },
  removable: 1_000,
  nowMs: NOW_MS,
  ...context,
});

export const flaw = { reason: 'no-data', text: 'the last minute lacks a load metric' } as const;
export const guarded = aTier({ guards: { errorRate: 0.02, p95LatencyMs: 800 } });
export const stressed = (errorRate: number | null, p95LatencyMs: number | null) => ({
  stress: { errorRate, p95LatencyMs },
});
