import { raiseFence } from '../raise-fence.ts';
import type { Edge } from '../schedule/model.ts';
import { nextEdgeAfter } from '../schedule/next-edge-after.ts';
import { findWish, type Wish } from './find-wish.ts';
import type { EnvironmentDecision, EnvironmentInput, EnvironmentResult, EnvironmentState } from './model.ts';

/**
 * How long each claim and renewal holds an environment: a look of at most 120 s; on the way to the next stage four calls of nine tries within 75 s
 * and a claim of three within 3 s; 2 s for each of these 39.
 */
export const environmentLeaseSeconds = 520;

/**
 * How long an execution has until its first claim. Two calls of nine tries may go before, but a start that was lost is to be missed by the next
 * sweep but one. Who claims later than that is fenced by the attempt.
 */
export const environmentStartSeconds = 60;

const mostAttempts = 8;
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** The state of an environment that is not stored yet. Its first look compares it with the schedule's level. */
export const newEnvironmentState = (environmentId: string, nowMs: number): EnvironmentState => ({
  environmentId,
  revision: 0,
  phase: 'awake',
  blockedReason: null,
  blockedAtMs: null,
  wanted: null,
  epoch: 0,
  leaseUntilMs: null,
  attempt: 0,
  attemptedAtMs: null,
  lastEvaluatedAtMs: null,
  scheduleHash: null,
  nextDueAtMs: nowMs,
  savedSizes: {},
  override: null,
  lastReason: null,
  lastRecordedAtMs: null,
});

/**
 * Decide whether an environment goes to sleep, wakes, or stays as it is, and when to look again.
 *
 * `sleep` and `wake` name an execution: `<environmentId>-<epoch>-<attempt>` of `next`. A new wish raises the epoch, also
 * while an older one is being carried out, which then ends at its next step. An execution whose lease ran out, or that ended
 * as blocked, is followed by another attempt of the same epoch, at most 8 and ever more slowly. `dry-run` answers `hold` and
 * says what it would have done; `off` leaves everything as it is. Neither loses an edge: it is found when the switch is on.
 *
 * `next.revision` is the one the decision was made on; the store raises it.
 */
export function decideEnvironment(input: EnvironmentInput): EnvironmentResult {
  const { state, mode, nowMs } = input;
  if (mode === 'off') {
    return { decision: hold('switched-off', 'the switch is off'), next: state, inputs: {}, isRecorded: false };
  }
  const wish = findWish(input);
  const plan = planFor(wish, state, nowMs);
  const decision = mode === 'on' ? plan.decision : withoutEffect(plan.decision);
  const nextEdge = input.schedule === null ? null : nextEdgeAfter(input.schedule, input.calendars, nowMs);
  const isRecorded = isWorthRecording(decision, state, nowMs);
  return {
    decision,
    next: {
      ...state,
      ...(mode === 'on' ? plan.change : {}),
      ...(isRecorded ? { lastReason: decision.reason, lastRecordedAtMs: nowMs } : {}),
      ...looked(input, plan, nextEdge),
      ...(decision === plan.decision ? {} : unserved(state)),
    },
    inputs: { ...inputsOf(input, wish, nextEdge), ...startedBy(decision, plan, input) },
    isRecorded,
  };
}

/** The epoch of the execution that a decision starts, and what a wake starts with. */
const startedBy = (
  { action }: EnvironmentDecision,
  { change: { epoch } }: Plan,
  { forecasts }: EnvironmentInput,
): Readonly<Record<string, unknown>> => {
  if (action === 'wake') return { startedEpoch: epoch, forecasts };
  return action === 'sleep' ? { startedEpoch: epoch } : {};
};

/** What every look leaves behind, whatever it decided. */
function looked(
  { state: { lastEvaluatedAtMs, override }, scheduleHash, nowMs }: EnvironmentInput,
  { dueAtMs }: Plan,
  nextEdge: Edge | null,
): Pick<EnvironmentState, 'lastEvaluatedAtMs' | 'scheduleHash' | 'nextDueAtMs' | 'override'> {
  const activeOverride = override !== null && nowMs < override.untilMs ? override : null;
  const due = [dueAtMs, nextEdge?.atMs ?? null, activeOverride?.untilMs ?? null].filter((atMs) => atMs !== null);
  return {
    lastEvaluatedAtMs: Math.max(lastEvaluatedAtMs ?? nowMs, nowMs),
    scheduleHash,
    nextDueAtMs: due.length === 0 ? nowMs + dayMs : Math.min(...due),
    override: activeOverride,
  };
}

/** What a look leaves as it was when it did not do what it should: the same wish is to be found again. */
const unserved = ({ lastEvaluatedAtMs, scheduleHash, override }: EnvironmentState) => ({
  lastEvaluatedAtMs,
  scheduleHash,
  override,
});

interface Plan {
  readonly decision: EnvironmentDecision;
  readonly change: Partial<EnvironmentState>;
  /** When to look again, other than for the schedule. */
  readonly dueAtMs: number | null;
}

function planFor(wish: Wish, state: EnvironmentState, nowMs: number): Plan {
  const isUnderway = state.phase !== 'awake' && state.phase !== 'asleep';
  if (wish.wanted === null) {
    const wanted = wantedBefore(state);
    const isLeftAlone = !isUnderway || wanted === null || wish.reason === 'override';
    return isLeftAlone ? holding(wish.reason, wish.text) : carryOn(state, wanted, nowMs);
  }
  if (state.phase === wish.wanted) return holding('as-wanted', `${wish.text}, and it is ${state.phase}`);
  const isSameWish = isUnderway && wantedBefore(state) === wish.wanted;
  // What is blocked has had its attempts; a new edge that wants the same starts afresh.
  if (isSameWish && !(wish.isNew && state.phase === 'blocked')) return carryOn(state, wish.wanted, nowMs);
  return starting(wish.wanted, wish.reason, wish.text, { epoch: raiseFence(state.epoch, nowMs), attempt: 1 }, nowMs);
}

function wantedBefore({ phase, wanted }: EnvironmentState): 'awake' | 'asleep' | null {
  if (phase === 'waking') return 'awake';
  return phase === 'falling-asleep' ? 'asleep' : wanted;
}

/** An earlier decision has not been carried out yet: wait for its execution, try again, or give up. */
function carryOn(state: EnvironmentState, wanted: 'awake' | 'asleep', nowMs: number): Plan {
  const { phase, leaseUntilMs, attempt, epoch } = state;
  if (phase !== 'blocked' && leaseUntilMs !== null && nowMs < leaseUntilMs) {
    const text = `attempt ${attempt} of epoch ${epoch} holds it until ${instant(leaseUntilMs)}: ${phase}`;
    return { ...holding('in-progress', text), dueAtMs: leaseUntilMs };
  }
  const why = state.blockedReason ?? 'no-outcome';
  if (attempt >= mostAttempts) {
    const text = `${attempt} attempts to have it ${wanted} ended without success, the last one as ${why}`;
    return {
      decision: { action: 'blocked', reason: 'attempts-exhausted', text },
      change: { phase: 'blocked', blockedReason: why, leaseUntilMs: null },
      dueAtMs: null,
    };
  }
  const endedAtMs = state.blockedAtMs ?? leaseUntilMs ?? state.attemptedAtMs ?? 0;
  const retryAtMs = endedAtMs + backOffMs(attempt);
  if (nowMs < retryAtMs) {
    const text = `attempt ${attempt} ended as ${why}; the next one is at ${instant(retryAtMs)}`;
    return { ...holding('backing-off', text), dueAtMs: retryAtMs };
  }
  return starting(wanted, 'retry', `attempt ${attempt} ended as ${why}`, { epoch, attempt: attempt + 1 }, nowMs);
}

/** 1, 2, 4, 8, then 15 minutes. */
const backOffMs = (attempt: number): number => Math.min(2 ** (attempt - 1), 15) * minuteMs;

function starting(
  wanted: 'awake' | 'asleep',
  reason: string,
  why: string,
  execution: Pick<EnvironmentState, 'epoch' | 'attempt'>,
  nowMs: number,
): Plan {
  const leaseUntilMs = nowMs + environmentStartSeconds * 1000;
  const [action, phase] = wanted === 'awake' ? (['wake', 'waking'] as const) : (['sleep', 'falling-asleep'] as const);
  const text = `${why}: ${phase}, epoch ${execution.epoch}, attempt ${execution.attempt}`;
  return {
    decision: { action, reason, text },
    change: {
      ...execution,
      phase,
      wanted,
      blockedReason: null,
      blockedAtMs: null,
      attemptedAtMs: nowMs,
      leaseUntilMs,
    },
    dueAtMs: leaseUntilMs,
  };
}

const holding = (reason: string, text: string): Plan => ({ decision: hold(reason, text), change: {}, dueAtMs: null });

const hold = (reason: string, text: string): EnvironmentDecision => ({ action: 'hold', reason, text });

const withoutEffect = (decision: EnvironmentDecision): EnvironmentDecision =>
  decision.action === 'hold' ? decision : hold('dry-run', `dry-run, else ${decision.action}: ${decision.text}`);

/** What acts always; anything else when its reason is new, and once an hour. */
const isWorthRecording = ({ action, reason }: EnvironmentDecision, state: EnvironmentState, nowMs: number): boolean =>
  action === 'sleep' ||
  action === 'wake' ||
  reason !== state.lastReason ||
  nowMs - (state.lastRecordedAtMs ?? 0) >= hourMs;

const inputsOf = ({ state, mode }: EnvironmentInput, wish: Wish, nextEdge: Edge | null) => ({
  mode,
  phase: state.phase,
  epoch: state.epoch,
  attempt: state.attempt,
  leaseUntil: optionalInstant(state.leaseUntilMs),
  lastEvaluatedAt: optionalInstant(state.lastEvaluatedAtMs),
  override: state.override?.wanted ?? null,
  wanted: wish.wanted,
  wantedBecause: wish.text,
  nextEdgeAt: optionalInstant(nextEdge?.atMs ?? null),
});

const optionalInstant = (atMs: number | null): string | null => (atMs === null ? null : instant(atMs));

const instant = (atMs: number): string => new Date(atMs).toISOString();
