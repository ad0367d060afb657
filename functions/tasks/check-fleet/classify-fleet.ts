import type { ScaleOutcome } from '../../../core/scaling/model.ts';
import type { FailedLaunch } from '../../ports/fleets.ts';

export type FleetOutcome = Extract<
  ScaleOutcome,
  'settled' | 'overruled' | 'no-capacity' | 'quota' | 'launch-failed' | 'unhealthy'
>;

/**
 * What failed launches are told with. Codes are those of https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html; a failed
 * activity mostly holds a sentence instead, and AWS publishes no list of these. Capacity: `insufficient`, as in
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/ts-as-capacity.html
 */
const NO_CAPACITY = /insufficient\w*capacity|not have sufficient|no spot capacity|unfulfillablecapacity/i;

/**
 * The account's own quota. Sentences as people report them: https://github.com/kubernetes/kops/pull/15778 (vCPUs),
 * https://github.com/kubernetes/autoscaler/issues/1263 (instances), https://github.com/aws-deepracer-community/deepracer-on-the-spot/issues/55 (Spot).
 * RequestLimitExceeded is EC2 throttling calls.
 */
const QUOTA = /(?<!request)limitexceeded|count ?exceeded|than your current|quota/i;

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
  if (NO_CAPACITY.test(newest.message)) return 'no-capacity';
  return QUOTA.test(newest.message) ? 'quota' : 'launch-failed';
}
