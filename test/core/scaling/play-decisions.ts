import type { Tier } from '../../../core/blueprint/model.ts';
import { decideScale } from '../../../core/scaling/decide-scale.ts';
import type { LoadSample, ScaleDecision, TierState } from '../../../core/scaling/model.ts';
import { newTierState } from '../../../core/scaling/new-tier-state.ts';
import { aFleet, anInput, aTier, MIDNIGHT_MS, MINUTE_MS } from './scale-fixture.ts';

const BOOT_MINUTES = 4;

export interface PlayedDecisions {
  readonly decisions: readonly ScaleDecision[];
  /** Asked for, and ready, by the minute. */
  readonly sizes: readonly number[];
  readonly ready: readonly number[];
}

/**
 * A tier that learns, through `decideScale` and all of its guard rails, one sweep a minute; launches serve after four minutes.
 *
 * @param load in instances, one value a minute
 * @param see what CloudWatch tells of a minute, in place of the truth
 */
export function playDecisions(
  load: ArrayLike<number>,
  see: (sample: LoadSample, minute: number) => LoadSample = (sample) => sample,
  changes: Partial<Tier> = {},
): PlayedDecisions {
  const tier = aTier({ policy: { type: 'adaptive', unservedPrice: 100 }, ...changes });
  const sizes = [Math.max(tier.min, Math.ceil(load[0] ?? 0))];
  const ready = [...sizes];
  const decisions: ScaleDecision[] = [];
  let state: TierState = newTierState(tier.id);
  let season: Uint8Array | null = null;
  for (let minute = 1; minute < load.length; minute += 1) {
    const size = sizes[minute - 1] ?? 0;
    const serving = Math.min(...sizes.slice(Math.max(0, minute - BOOT_MINUTES)), size);
    const nowMs = MIDNIGHT_MS + minute * MINUTE_MS + 5_000;
    const told: LoadSample = {
      minuteMs: MIDNIGHT_MS + (minute - 1) * MINUTE_MS,
      values: [1_000 * (load[minute - 1] ?? 0)],
      healthyHosts: ready[minute - 1] ?? 0,
    };
    const fleet = aFleet(size, { ready: serving, pending: size - serving });
    const samples = [see(told, minute - 1)];
    const result = decideScale(anInput({ tier, state, season, fleet, samples, nowMs }));
    const { decision, next } = result;
    const asked = decision.action === 'scale' ? decision.to : size;
    const record = { size: asked, version: next.targetVersion, atMs: nowMs };
    state = { ...next, intent: record, applied: { ...record, outcome: 'settled' } };
    season = result.season ?? season;
    decisions.push(decision);
    sizes.push(asked);
    ready.push(Math.min(serving, asked));
  }
  return { decisions, sizes, ready };
}

/** Load that nobody served in some minutes, in instance-minutes. */
export function unservedBetween(
  load: ArrayLike<number>,
  { ready }: PlayedDecisions,
  from: number,
  until: number,
): number {
  let unserved = 0;
  for (let minute = from; minute < until; minute += 1)
    unserved += Math.max(0, (load[minute] ?? 0) - (ready[minute] ?? 0));
  return unserved;
}
