import type { Tier } from '../blueprint/model.ts';
import { type Approachable, approachFleet } from './approach-fleet.ts';
import { feedMinutes } from './feed-minutes.ts';
import { measureDemand } from './measure-demand.ts';
import type { LoadSample, ScaleInput, TierState } from './model.ts';
import { openPolicy } from './policies/open-policy.ts';
import type { OpenedPolicy } from './policy.ts';

const HOUR_MS = 60 * 60_000;
/** As far as a season reaches. CloudWatch keeps minutes for 15 days: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
export const HISTORY_MS: number = (14 * 24 + 2) * HOUR_MS;
/** Load that is older was measured by a fleet of another size. */
const PRESENT_MS = 3 * HOUR_MS;

/** What a tier's decision is made from, as far as weeks are concerned. */
export type Remembered = Pick<ScaleInput, 'state' | 'season' | 'samples'>;

/**
 * The state with what went: all, when its policy cannot read what it packed, as after a change of its schema; the season alone, when
 * that cannot be read, or when the state names an hour of one and there is none.
 */
export function noticeLoss(tier: Tier, state: TierState, season: Uint8Array | null): TierState {
  const opened = state.history === 'unread' ? null : openSeasonal(tier, { ...state, season });
  if (opened === null) return state;
  const { run, isRestarted } = opened;
  // Begins with what a first contact reads: one minute alone says nothing of the load, and its turn for the weeks may be an hour away.
  if (isRestarted) return { ...state, history: 'unread', lastTickMs: null, policyState: null, shadowState: null };
  const isGone = season === null ? state.seasonHour !== null : run.season?.newestHour === -1;
  return isGone ? { ...state, history: 'lost' } : state;
}

/** Whether the weeks before are to be read for a tier: what its policy knows of them is lacking, and it may be sized now. */
export function lacksHistory(input: Approachable): boolean {
  const { tier, state } = input;
  if (state.history === 'read' || openSeasonal(tier, NOTHING) === null) return false;
  return approachFleet(input).fleet !== null;
}

/** Whether there is any load in what is left of the weeks before. */
export function hasHistory(tier: Tier, history: readonly LoadSample[], nowMs: number): boolean {
  return history.some((sample) => measureDemand(tier.load, asKnownNow(tier, sample, nowMs), 0).load !== null);
}

/**
 * Tell a tier what its metrics still have of the last two weeks. A policy that lived through none of them begins anew with the first
 * of them; one that lost its season alone gets that of another which does, and keeps the rest of what it knows.
 *
 * @param history every minute of `HISTORY_MS` up to now, oldest first
 */
export function rebuildHistory(
  tier: Tier,
  seen: Remembered,
  history: readonly LoadSample[],
  nowMs: number,
): Remembered {
  const state: TierState = { ...seen.state, seasonHour: null, history: 'read' };
  const samples = history.map((sample) => asKnownNow(tier, sample, nowMs));
  if (seen.state.history === 'unread') {
    return { state: { ...state, lastTickMs: null, policyState: null, shadowState: null }, season: null, samples };
  }
  const begun = openSeasonal(tier, NOTHING);
  const fed = samples.filter(({ minuteMs }) => minuteMs <= (state.lastTickMs ?? nowMs));
  const minutes = { load: tier.load, lastTickMs: null, samples: fed, settleSeconds: 0, readyNow: 0, size: 0, nowMs };
  const run = begun && feedMinutes(begun.run, minutes).run;
  return { ...seen, state, season: run?.season?.pack() ?? seen.season };
}

/** What a policy, and its shadow, are opened with. */
type Packed = Pick<TierState, 'policyState' | 'shadowState'> & Pick<ScaleInput, 'season'>;

const NOTHING: Packed = { policyState: null, shadowState: null, season: null };

/** The policy whose season a tier has: its own, or else its shadow; null: neither has seasons. */
function openSeasonal({ policy, shadow }: Tier, { policyState, shadowState, season }: Packed): OpenedPolicy | null {
  const own = openPolicy(policy, policyState, season);
  if (own.run.season !== undefined) return own;
  const second = shadow && openPolicy(shadow, shadowState, season);
  return second?.run.season === undefined ? null : second;
}

/** How many instances an average was over long ago only the load balancer knows. */
function asKnownNow({ load }: Tier, sample: LoadSample, nowMs: number): LoadSample {
  if (sample.healthyHosts !== null || nowMs - sample.minuteMs <= PRESENT_MS) return sample;
  return { ...sample, values: sample.values.map((value, at) => (load[at]?.counts === 'perInstance' ? null : value)) };
}
