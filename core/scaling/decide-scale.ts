import { applyGuardRails, applyRepeatRails, type RailedWant } from '../guardrails/apply-guard-rails.ts';
import type { DataFlaw, RailContext } from '../guardrails/model.ts';
import { noteReady } from '../guardrails/young-members.ts';
import { raiseFence } from '../raise-fence.ts';
import { approachFleet } from './approach-fleet.ts';
import { askPolicy } from './ask-policy.ts';
import { askShadow } from './ask-shadow.ts';
import { silenceSeconds } from './execution-looks.ts';
import { type ExecutionStanding, executionStanding } from './execution-standing.ts';
import { explainLoad } from './explain-load.ts';
import { type Feed, type FeedInput, feedMinutes } from './feed-minutes.ts';
import { healthyMembers } from './healthy-members.ts';
import type { Fleet, HoldReason, ScaleDecision, ScaleInput, ScaleResult, TierState } from './model.ts';
import { type AttemptPlan, NOT_REACHED, planAttempt } from './plan-attempt.ts';
import { openPolicy } from './policies/open-policy.ts';
import type { FleetView, PolicyRun, Want } from './policy.ts';
import { findEventFloor, raiseForEvents, tellEvent } from './raise-for-events.ts';
import { recordEvent, recordInputs } from './record-inputs.ts';
import { rememberChange } from './remember-change.ts';
import { rememberSeason } from './remember-season.ts';
import { rememberWant, wantInMinute } from './remember-want.ts';
import { sinceAwake, skipMinutes } from './skip-minutes.ts';
import { type Footing, recentSizes, takeFooting } from './take-footing.ts';
import { withinBounds } from './within-bounds.ts';

const HOUR_MS = 60 * 60_000;
const NOTHING_NEW: DataFlaw = { reason: 'nothing-new', text: 'no new minute' };

/**
 * Decide the size of one tier: the same function for the sweep and for the alarm.
 *
 * Feeds every minute that has finished since the last time to the policy, in order; asks it once for the size it
 * wants; lets the guard rails limit that; and compares what is left with the size last asked for. A change is a new
 * target with a new version. No change: if the last target was not reached and no execution lives, another attempt.
 *
 * Asked again with nothing new, it decides nothing new: a decrease takes a minute that was not seen before.
 */
export function decideScale(input: ScaleInput): ScaleResult {
  const { mode, state } = input;
  if (mode === 'off') {
    const decision: ScaleDecision = { action: 'hold', reason: 'switched-off', text: 'Hold: the switch is off.' };
    return { decision, next: state, inputs: {}, isRecorded: false, removes: 0, season: null };
  }
  const approach = approachFleet(input);
  if (approach.fleet === null) return leaveAlone(input, approach.decision);
  return decideForFleet(sinceAwake(input), approach.fleet);
}

/** No size for a fleet that may not be sized, whose operators are told of an event that would want one. */
function leaveAlone(input: ScaleInput, decision: ScaleDecision): ScaleResult {
  const { tier, fleet, nowMs } = input;
  const floor = findEventFloor(tier, 0, { nowMs, size: fleet?.desired ?? 0 });
  const text = floor === null ? decision.text : `${decision.text} Meanwhile ${tellEvent(floor)}.`;
  const inputs = { group: tier.group, ...recordEvent(floor) };
  return conclude(input, { ...decision, text }, { next: skipMinutes(input), inputs });
}

/** Everything one decision is made from. */
interface Case {
  readonly input: ScaleInput;
  readonly fleet: Fleet;
  readonly footing: Footing;
  readonly feed: Feed;
  readonly want: Want;
  readonly railed: RailedWant;
  readonly context: RailContext;
  readonly inputs: Readonly<Record<string, unknown>>;
  /** The state with what was learnt, the target as it was. */
  readonly learnt: TierState;
  /** The season to store, if it has a new hour. */
  readonly season: Uint8Array | null;
}

function decideForFleet(input: ScaleInput, fleet: Fleet): ScaleResult {
  const { tier, nowMs, mode } = input;
  const footing: Footing =
    mode === 'on'
      ? takeFooting(input.state, fleet, nowMs)
      : { current: fleet.desired, adopted: null, isInDoubt: false, state: input.state };
  const policy = openPolicy(tier.policy, input.state.policyState, input.season);
  const minutes: FeedInput = {
    load: tier.load,
    lastTickMs: input.state.lastTickMs,
    samples: input.samples,
    settleSeconds: tier.settleSeconds,
    readyNow: fleet.ready,
    size: footing.current,
    nowMs,
  };
  const feed = feedMinutes(policy.run, minutes);
  const view = viewOf(footing, fleet, nowMs);
  const { want: ownWant, asked } = askPolicy(feed, view, footing.state.rails, tier);
  const { want, floor } = raiseForEvents(ownWant, asked, view, tier);
  const shadow = askShadow(tier.shadow, { packed: input.state.shadowState, packedSeason: input.season }, minutes, view);
  const { seasonHour, season } = rememberSeason(input.state.seasonHour, asked, shadow.season);
  const leastKnown = Math.max(want.floor ?? 0, floor?.event.size ?? 0);
  const wanted = Math.max(want.size, leastKnown);
  const learnt = learn({ input, footing, feed, asked, wanted, shadowState: shadow.packed, seasonHour });
  const context: RailContext = {
    tier,
    fleet,
    healthy: healthyMembers(feed.healthyHosts, fleet, footing.state),
    current: footing.current,
    floor: leastKnown,
    rails: learnt.rails,
    // A second look no longer sees what the minute lacked that the first one took in.
    dataFlaw: feed.flaw ?? (feed.fedMinutes === 0 ? NOTHING_NEW : null),
    stress: input.stress,
    removable: input.removable,
    nowMs,
  };
  const railed = applyGuardRails(want.size, context);
  const { isRestarted } = policy;
  const isKept = mode === 'on' && railed.size === footing.current;
  const silence = silenceSeconds(tier.warmUpSeconds);
  const standing = isKept ? executionStanding(footing.state, fleet, silence, nowMs) : null;
  const inputs = recordInputs({ feed, fleet, footing, want, floor, railed, shadow, isRestarted, standing });
  const seen: Case = { input, fleet, footing, feed, want, railed, context, inputs, learnt, season };
  if (footing.isInDoubt && railed.size <= Math.max(footing.current, fleet.desired)) {
    const { desired } = fleet;
    return hold(
      seen,
      'in-progress',
      `the group was read at ${desired}, a target of the last minutes: late, or somebody else's`,
    );
  }
  if (railed.size !== footing.current) return change(seen);
  return standing === null ? hold(seen) : pursue(seen, standing);
}

function viewOf({ current, state }: Footing, fleet: Fleet, nowMs: number): FleetView {
  const { lastIncreaseAtMs, lastDecreaseAtMs } = state.rails;
  return {
    nowMs,
    size: current,
    ready: Math.min(fleet.ready, current),
    pending: Math.max(fleet.pending, current - fleet.desired),
    lastIncreaseAtMs,
    lastDecreaseAtMs,
  };
}

/** What a state learns from. */
interface Lesson {
  readonly input: ScaleInput;
  readonly footing: Footing;
  readonly feed: Feed;
  /** The policy after the question. */
  readonly asked: PolicyRun;
  readonly wanted: number;
  readonly shadowState: Uint8Array | null;
  readonly seasonHour: number | null;
}

function learn({ input, footing, feed, asked, wanted, shadowState, seasonHour }: Lesson): TierState {
  const { tier, fleet, nowMs } = input;
  const { current, state } = footing;
  const isNews = feed.fedMinutes > 0 || feed.flaw !== null || wanted > current;
  const allowed = feed.flaw === null ? wanted : Math.max(wanted, current);
  const size = withinBounds(tier, allowed);
  const rails = noteReady(state.rails, fleet?.ready ?? 0, current, nowMs);
  return {
    ...state,
    lastTickMs: feed.lastTickMs,
    policyState: feed.fedMinutes > 0 ? asked.pack() : state.policyState,
    shadowState,
    seasonHour,
    rails: isNews ? rememberWant(rails, size, tier.guardRails.stabilisationMinutes, nowMs) : rails,
  };
}

function change(seen: Case): ScaleResult {
  const { input, fleet, footing, want, railed, learnt, inputs, season } = seen;
  const { nowMs, mode } = input;
  const from = footing.current;
  const to = railed.size;
  const direction = to > from ? 'out' : 'in';
  const text = `${direction} from ${from} to ${to}: ${explain(seen)}.`;
  if (mode === 'dry-run') {
    const decision: ScaleDecision = { action: 'hold', reason: 'dry-run', text: `Dry run, would scale ${text}` };
    return conclude(input, decision, { next: learnt, inputs: { ...inputs, would: to }, season });
  }
  const next: TierState = {
    ...learnt,
    target: to,
    // Once, also when the group's size was adopted on the way.
    targetVersion: raiseFence(input.state.targetVersion, nowMs),
    attempt: 1,
    attemptedAtMs: nowMs,
    ownSizes: [...new Set([to, from, fleet.desired])],
    formerSizes: [...recentSizes(learnt.formerSizes, nowMs), { size: from, atMs: nowMs }],
    rails: rememberChange(learnt.rails, direction, nowMs),
  };
  const expected = direction === 'out' ? 'load-above-target' : 'load-below-target';
  const reason = want.reason === expected || want.reason === 'known-event' ? want.reason : 'bounds';
  const decision: ScaleDecision = { action: 'scale', direction, from, to, reason, text: `Scale ${text}` };
  const removes = Math.max(0, from - to);
  return conclude(input, decision, { next, inputs: withFence(inputs, next), removes, season });
}

/** No new size: see to it that the last one is reached. */
function pursue(seen: Case, standing: ExecutionStanding): ScaleResult {
  const { input, fleet, footing, learnt, inputs, season } = seen;
  const plan = planAttempt(standing, footing.state, input.nowMs);
  switch (plan.plan) {
    case 'nothing':
      return hold(seen, standing === 'running' ? 'in-progress' : 'on-target');
    case 'wait':
      return hold(seen, 'in-progress', plan.text);
    case 'give-up': {
      const text = `Blocked at ${fleet.desired} of ${footing.current}: ${plan.text}.`;
      const decision: ScaleDecision = { action: 'blocked', reason: 'attempts-exhausted', text };
      return conclude(input, decision, { next: learnt, inputs, season });
    }
    case 'start':
      return attempt(seen, plan);
  }
}

function attempt(seen: Case, plan: Extract<AttemptPlan, { plan: 'start' }>): ScaleResult {
  const { input, fleet, footing, context, inputs, learnt, season } = seen;
  const to = footing.current;
  const repeated = applyRepeatRails(to, { ...context, current: fleet.desired });
  const obstacle = repeated.bound.at(-1);
  if (repeated.size > to && obstacle !== undefined) return hold(seen, obstacle.reason, obstacle.text);
  const isNew = plan.attempt !== footing.state.attempt;
  const started = isNew ? { ...learnt, attempt: plan.attempt, attemptedAtMs: input.nowMs } : learnt;
  // A change that comes late counts from when it comes (S12).
  const changed = to > fleet.desired ? 'lastIncreaseAtMs' : to < fleet.desired ? 'lastDecreaseAtMs' : null;
  const next = changed === null ? started : { ...started, rails: { ...started.rails, [changed]: input.nowMs } };
  const text = `Start attempt ${plan.attempt} for ${to}: ${plan.text}; the group has ${fleet.desired}, ${fleet.ready} ready.`;
  const decision: ScaleDecision = { action: 'retry', to, attempt: plan.attempt, reason: NOT_REACHED, text };
  const removes = Math.max(0, fleet.desired - to);
  return conclude(input, decision, { next, inputs: withFence(inputs, next), removes, season });
}

/** By the version an outcome is found that belongs to the decision. */
function withFence(inputs: Case['inputs'], { targetVersion, attempt }: TierState): Case['inputs'] {
  return { ...inputs, targetVersion, attempt };
}

function hold(seen: Case, standing: HoldReason = 'on-target', remark?: string): ScaleResult {
  const { input, footing, feed, want, railed, inputs, learnt: next, season } = seen;
  const isForeign = footing.adopted === 'foreign-change';
  const bound = railed.bound.at(-1)?.reason;
  const rest = standing === 'on-target' && want.reason === 'known-event' ? 'known-event' : standing;
  const reason = isForeign ? 'foreign-change' : (bound ?? feed.flaw?.reason ?? rest);
  const found = isForeign ? `somebody else set ${footing.current}; ` : '';
  const text = `Hold at ${footing.current}: ${found}${remark === undefined ? '' : `${remark}; `}${explain(seen)}.`;
  const isQuiet = feed.flaw === null || wantInMinute(input.state.rails, input.nowMs) !== null;
  const hasNothingNew = feed.fedMinutes === 0 && footing.adopted === null && isQuiet;
  const decision: ScaleDecision = { action: 'hold', reason, text };
  const news = isForeign ? 'certain' : hasNothingNew ? 'none' : undefined;
  return conclude(input, decision, { next, inputs, season, news });
}

function explain({ feed, want, railed }: Case): string {
  let text = `${explainLoad(feed.newest)}; ${want.text}`;
  if (feed.flaw !== null) text += `; ${feed.flaw.text}`;
  for (const rail of railed.bound) if (rail.text !== feed.flaw?.text) text += `; ${rail.text}`;
  return text;
}

/** What the state says beside the decision. */
interface Conclusion {
  readonly next: TierState;
  readonly inputs: Readonly<Record<string, unknown>>;
  /** Instances the decision takes away. */
  readonly removes?: number;
  /** Whether a hold must or must not go into the audit trail, whatever its reason. */
  readonly news?: 'certain' | 'none' | undefined;
  /** The season to store, if it has a new hour. */
  readonly season?: Uint8Array | null;
}

/** What acts is recorded always, and so is the first decision; holds and blocks when their reason changes and once an hour. */
function conclude({ state, nowMs }: ScaleInput, decision: ScaleDecision, conclusion: Conclusion): ScaleResult {
  const { next, inputs, removes = 0, news, season = null } = conclusion;
  const acts = decision.action === 'scale' || decision.action === 'retry';
  const reason = decision.reason === 'dry-run' ? `dry-run ${String(inputs['would'])}` : decision.reason;
  const { lastRecordedAtMs } = state;
  const isDue = lastRecordedAtMs !== null && nowMs - lastRecordedAtMs >= HOUR_MS;
  const isCertain = acts || news === 'certain' || lastRecordedAtMs === null;
  const isRecorded = isCertain || (news !== 'none' && (isDue || reason !== state.lastReason));
  return {
    decision,
    next: isRecorded ? { ...next, lastReason: reason, lastRecordedAtMs: nowMs } : next,
    inputs,
    isRecorded,
    removes,
    season,
  };
}
