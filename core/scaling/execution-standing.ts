import type { Fleet, TierState } from './model.ts';

/** Where the execution for the present target stands. */
export type ExecutionStanding =
  /** The target was adopted from the group, or there is none: nothing has to run. */
  | 'none'
  /** The group has the target's size and nothing is left to do. */
  | 'reached'
  | 'running'
  /** It wrote its outcome and the target is not reached. */
  | 'ended'
  /** It has not claimed the target a sweep after it was started: the start may have been lost. */
  | 'unclaimed'
  /** It was started, or gave its last sign, so long ago that it cannot live any more, or claimed its target and never asked for it. */
  | 'died';

/** One sweep, give or take: who has not claimed by then may never have started. Starting it again by its name is harmless where it has. */
const CLAIM_WITHIN_MS = 50_000;
/**
 * Two sweeps, give or take, so that one that died is missed by the next but one. An execution asks for the size right after its claim, and where that
 * is refused claims anew within `REPEAT_SECONDS`; who needs nearly all of them is superseded by the attempt that follows.
 */
const ASKED_WITHIN_MS = 110_000;
/** The clocks of the decider and of the execution may differ by this much; attempts are at least a minute apart. */
const CLOCK_SLACK_MS = 30_000;

/**
 * Tell from the records whether the execution of the present target version lives. Its name cannot be asked for: a
 * start may have been lost, and an execution may die without a word.
 *
 * An execution writes its intent before it acts and anew at each look, and `applied` when it ends, both with the version of its
 * target. A record older than the present attempt is that of an attempt before it.
 *
 * @param silenceSeconds without a sign for longer, an execution is dead
 */
export function executionStanding(
  state: TierState,
  fleet: Fleet,
  silenceSeconds: number,
  nowMs: number,
): ExecutionStanding {
  const { target, attempt, attemptedAtMs, applied, intent } = state;
  if (target === null || attempt === 0 || attemptedAtMs === null) return 'none';
  const isOfThisAttempt = (record: { version: number; atMs: number } | null): boolean =>
    record?.version === state.targetVersion && (attempt === 1 || record.atMs > attemptedAtMs - CLOCK_SLACK_MS);

  if (applied !== null && isOfThisAttempt(applied)) {
    const isThere = fleet.desired === target;
    return isThere && (applied.outcome === 'settled' || fleet.ready >= target) ? 'reached' : 'ended';
  }
  const isSilentSince = (atMs: number): boolean => nowMs - atMs > silenceSeconds * 1000;
  if (intent !== null && isOfThisAttempt(intent)) {
    const isUnasked = fleet.desired !== target && nowMs - intent.atMs >= ASKED_WITHIN_MS;
    return isUnasked || isSilentSince(intent.atMs) ? 'died' : 'running';
  }
  if (isSilentSince(attemptedAtMs)) return 'died';
  return nowMs - attemptedAtMs >= CLAIM_WITHIN_MS ? 'unclaimed' : 'running';
}
