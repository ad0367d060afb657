import type { ExecutionStanding } from './execution-standing.ts';
import type { ScaleOutcome, TierState } from './model.ts';

/** Executions for one target before it is blocked (spec L3). */
export const ATTEMPTS_MAX = 8;
const BACK_OFF_FIRST_MS = 60_000;
const BACK_OFF_MAX_MS = 15 * 60_000;

/** One sweep, give or take: a start is repeated no more often than that. */
const BETWEEN_STARTS_MS = 50_000;
/**
 * Two sweeps, give or take. The first of them starts the same attempt again; that nothing has come of it either means that an
 * execution of that name did begin, and died before it could claim, and so its name is taken. One that lives has read the switch within 75 s, for a
 * call has nine tries in that time, and claimed within 3 s more: 78 s. One whose claim was refused as well may be later than this; the
 * attempt that then follows asks for the same size under the same version, which changes nothing.
 */
const BEGINS_WITHIN_MS = 110_000;

/** The reason of a decision to start another execution for the same target. */
export const NOT_REACHED = 'not-reached';

export type AttemptPlan =
  | { readonly plan: 'nothing' }
  /** Start this attempt: the same one when its start may have been lost, for starting by name is idempotent. */
  | { readonly plan: 'start'; readonly attempt: number; readonly text: string }
  | { readonly plan: 'wait'; readonly text: string }
  | { readonly plan: 'give-up'; readonly text: string };

/**
 * What is to be done about a target that is not reached: 1, 2, 4 ... up to 15 minutes between attempts, and no more
 * than 8 of them. A dead execution has waited long enough
 * and is followed at once, as is one whose size was overruled: nothing but the call itself has to be repeated.
 *
 * StartExecution answers success for a running execution of the same name and input, and ExecutionAlreadyExists for
 * 90 days after: https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
 */
export function planAttempt(standing: ExecutionStanding, state: TierState, nowMs: number): AttemptPlan {
  const { attempt, applied } = state;
  switch (standing) {
    case 'none':
    case 'reached':
    case 'running':
      return { plan: 'nothing' };
    case 'unclaimed':
      if (state.lastReason === NOT_REACHED && nowMs - (state.lastRecordedAtMs ?? 0) < BETWEEN_STARTS_MS)
        return { plan: 'nothing' };
      if (nowMs - (state.attemptedAtMs ?? nowMs) >= BEGINS_WITHIN_MS) return followUp(attempt, 'has not begun in time');
      return { plan: 'start', attempt, text: `attempt ${attempt} has not begun` };
    case 'died':
    case 'ended': {
      const why = standing === 'died' ? 'died' : endedAs(applied?.outcome);
      if (attempt >= ATTEMPTS_MAX) return followUp(attempt, why);
      const isDueNow = standing === 'died' || applied?.outcome === 'overruled';
      const readyAtMs = isDueNow ? nowMs : (applied?.atMs ?? nowMs) + backOffMs(attempt);
      if (nowMs >= readyAtMs) return followUp(attempt, why);
      return {
        plan: 'wait',
        text: `attempt ${attempt} ${why}, the next in ${Math.ceil((readyAtMs - nowMs) / 1000)} s`,
      };
    }
  }
}

const QUOTA_ADVICE = 'the account may not run more of this type, raise its limit in Service Quotas or lower the max';

const endedAs = (outcome: ScaleOutcome | undefined): string =>
  `ended as ${outcome}${outcome === 'quota' ? ` (${QUOTA_ADVICE})` : ''}`;

/** Another attempt, as long as there may be one. */
function followUp(attempt: number, why: string): AttemptPlan {
  if (attempt >= ATTEMPTS_MAX) return { plan: 'give-up', text: `attempt ${attempt} of ${ATTEMPTS_MAX} ${why}` };
  return { plan: 'start', attempt: attempt + 1, text: `attempt ${attempt} ${why}` };
}

function backOffMs(attempt: number): number {
  return Math.min(BACK_OFF_MAX_MS, BACK_OFF_FIRST_MS * 2 ** (attempt - 1));
}
