import type { ScaleOutcome } from '../../../core/scaling/model.ts';
import type { FailedLaunch } from '../../ports/fleets.ts';

export type FleetOutcome = Extract<
  ScaleOutcome,
  'settled' | 'overruled' | 'no-capacity' | 'launch-failed' | 'unhealthy'
>;

/**
 * Words that mean there is no capacity to be had, in the zone or under the account's quotas. Codes are those of
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html; a failed activity may hold a sentence
 * instead of a code, and the sentences are written down nowhere (unverified).
 */
const NO_CAPACITY =
  /insufficient\w*capacity|not have sufficient|no spot capacity|unfulfillablecapacity|limitexceeded|countexceeded|than your current|quota/i;

export interface FleetFigures {
  readonly desired: number;
  readonly to: number;
  /** Members that serve. */
  readonly ready: number;
}

/** Whether the group has reached its size: so many are wanted, and at least so many serve. */
export const hasSettled = ({ desired, to, ready }: FleetFigures): boolean => desired === to && ready >= to;

/** Why a fleet that has not settled has not, as far as can be told now; `unhealthy`: all are there or coming, not all serve. */
export function classifyFleet(figures: FleetFigures, failedLaunches: readonly FailedLaunch[]): FleetOutcome {
  if (hasSettled(figures)) return 'settled';
  if (figures.desired !== figures.to) return 'overruled';
  const [newest] = failedLaunches;
  if (newest === undefined) return 'unhealthy';
  return NO_CAPACITY.test(newest.message) ? 'no-capacity' : 'launch-failed';
}
