import { describe, expect, it } from 'vitest';
import type { PolicySpec, Tier } from '../../../core/blueprint/model.ts';
import { decideScale } from '../../../core/scaling/decide-scale.ts';
import type { ScaleInput, ScaleResult } from '../../../core/scaling/model.ts';
import { openPolicy } from '../../../core/scaling/policies/open-policy.ts';
import { busyDays } from './policies/adaptive/play-adaptive.ts';
import { aFleet, anInput, aSample, aState, aTier, MIDNIGHT_MS, MINUTE_MS, sweepAfter } from './scale-fixture.ts';

const adaptive: PolicySpec = { type: 'adaptive', unservedPrice: 100 };
const tracking: PolicySpec = { type: 'target-tracking', target: 0.7, scaleOutMinutes: 1, scaleInMinutes: 15 };
const HOUR = 60;
const midnightHour = MIDNIGHT_MS / (HOUR * MINUTE_MS);

interface Life {
  /** In instances, minute by minute; 7 when left out. */
  readonly loads?: ArrayLike<number>;
  /** The minute after which the stored season is gone. */
  readonly lostAt?: number;
}

/** The decisions of the sweeps after each minute, each from what the one before left. */
function live(minutes: number, changes: Partial<Tier>, { loads, lostAt }: Life = {}): ScaleResult[] {
  const tier = aTier(changes);
  let state = aState(10);
  let season: Uint8Array | null = null;
  return Array.from({ length: minutes }, (_, minute) => {
    const input: Partial<ScaleInput> = { tier, state, season, fleet: aFleet(state.target ?? 10) };
    const result = decideScale(
      anInput({ ...input, samples: [aSample(minute, loads?.[minute] ?? 7)], nowMs: sweepAfter(minute) }),
    );
    state = result.next;
    season = minute === lostAt ? null : (result.season ?? season);
    return result;
  });
}

const hoursWith = (results: readonly ScaleResult[]) =>
  results.flatMap(({ season, next }, minute) => (season === null ? [] : [[minute, next.seasonHour]]));

describe('the season of a tier', () => {
  it('is stored once an hour, by the decision that takes in the first minute after the hour', () => {
    expect(hoursWith(live(3 * HOUR, { policy: adaptive }))).toEqual([
      [0, midnightHour - 1],
      [HOUR, midnightHour],
      [2 * HOUR, midnightHour + 1],
    ]);
  });

  it('is that of the shadow when only the shadow has seasons', () => {
    expect(hoursWith(live(2 * HOUR, { policy: tracking, shadow: adaptive }))).toEqual([
      [0, midnightHour - 1],
      [HOUR, midnightHour],
    ]);
  });

  it('is that of the policy under a floor', () => {
    const policy: PolicySpec = { type: 'scheduled-floor', floors: [], leadMinutes: 5, policy: tracking };
    expect(hoursWith(live(HOUR + 1, { policy }))).toEqual([]);
    expect(hoursWith(live(HOUR + 1, { policy: { ...policy, policy: adaptive } }))).toHaveLength(2);
  });

  it('begins anew with the next hour after it was lost', () => {
    const results = live(4 * HOUR, { policy: adaptive }, { lostAt: HOUR + 30 });
    const packed = results.flatMap(({ season }) => season?.length ?? []);
    const [first = 0, second = 0, third] = packed;
    expect(hoursWith(results)).toHaveLength(4);
    expect([third, packed[3]]).toEqual([first, second]);
  });

  it('lets each decision resume from what the last one stored as if the policy never rested', () => {
    // In eighths, which requests give back exactly.
    const loads = busyDays(2).map((load) => Math.round(8 * load) / 8);
    const results = live(loads.length, { policy: adaptive }, { loads });
    let { run } = openPolicy(adaptive, null);
    for (const [minute, load] of loads.entries()) {
      const minuteMs = MIDNIGHT_MS + minute * MINUTE_MS;
      const size = results[minute - 1]?.next.target ?? 10;
      run = run.observe({ minuteMs, load, isComplete: true, ready: 10, size });
    }
    expect(results.at(-1)?.next.policyState).toEqual(run.pack());
    expect(results.findLast(({ season }) => season !== null)?.season).toEqual(run.season?.pack());
  });
});
