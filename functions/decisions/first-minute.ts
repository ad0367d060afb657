import type { PolicySpec } from '../../core/blueprint/model.ts';

const MINUTE_MS = 60_000;

/** Beyond what the policy looks back on, so that a late minute or two do not leave it short. */
const SPARE_MINUTES = 5;

/** Load older than this decides nothing any more: what was missed before counts as unknown. */
const REACH_MINUTES = 180;

/**
 * Start of the first minute whose load is worth reading. After the first contact it is the one after the last that was fed.
 *
 * At first contact most policies need no more than the minutes they count. The adaptive one is told the last three hours, and the weeks before
 * when it is its turn (read-history.ts): 14 days of minutes of 99 tiers at once are millions of values, and more than one beat can read.
 */
export function firstMinuteMs(policy: PolicySpec, lastTickMs: number | null, nowMs: number): number {
  const thisMinuteMs = Math.floor(nowMs / MINUTE_MS) * MINUTE_MS;
  const reachMs = thisMinuteMs - REACH_MINUTES * MINUTE_MS;
  if (lastTickMs !== null) return Math.max(lastTickMs + MINUTE_MS, reachMs);
  return Math.max(thisMinuteMs - (minutesOf(policy) + SPARE_MINUTES) * MINUTE_MS, reachMs);
}

function minutesOf(policy: PolicySpec): number {
  switch (policy.type) {
    case 'adaptive':
      return REACH_MINUTES;
    case 'target-tracking':
      return Math.max(policy.scaleOutMinutes, policy.scaleInMinutes);
    case 'step':
      return Math.max(policy.scaleOut.minutes, policy.scaleIn.minutes);
    case 'hpa':
      return 1;
    case 'scheduled-floor':
      return minutesOf(policy.policy);
  }
}
