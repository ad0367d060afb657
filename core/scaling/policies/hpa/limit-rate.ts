import type { HpaRules, HpaScalingPolicy } from '../../../blueprint/model.ts';

/** A change of size that was made, and how long ago; positive: replicas were added. */
export interface ScalingEvent {
  readonly change: number;
  readonly ageSeconds: number;
}

export interface RateCase {
  readonly current: number;
  readonly min: number;
  readonly max: number;
  readonly scaleUp: HpaRules;
  readonly scaleDown: HpaRules;
  readonly events: readonly ScalingEvent[];
}

/** What is left of a desired number of replicas, and which limit left it; the words are Kubernetes'. */
export interface LimitedReplicas {
  readonly replicas: number;
  readonly condition: 'DesiredWithinRange' | 'TooFewReplicas' | 'TooManyReplicas' | 'ScaleUpLimit' | 'ScaleDownLimit';
}

/**
 * Limit how fast replicas are added and taken away: each policy allows a number or a percentage of what there was
 * when its period began. https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#scaling-policies
 * A side without policies is not limited.
 */
export function limitRate(desired: number, rates: RateCase): LimitedReplicas {
  const { current, min, max } = rates;
  if (desired > current) {
    const limit = Math.max(current, limitOf(rates, rates.scaleUp, true));
    if (desired > Math.min(max, limit)) {
      return max > limit
        ? { replicas: limit, condition: 'ScaleUpLimit' }
        : { replicas: max, condition: 'TooManyReplicas' };
    }
  }
  if (desired < current) {
    const limit = Math.min(current, limitOf(rates, rates.scaleDown, false));
    if (desired < Math.max(min, limit)) {
      return min < limit
        ? { replicas: limit, condition: 'ScaleDownLimit' }
        : { replicas: min, condition: 'TooFewReplicas' };
    }
  }
  return { replicas: desired, condition: 'DesiredWithinRange' };
}

function limitOf({ current, events }: RateCase, rules: HpaRules, isUp: boolean): number {
  if (rules.selectPolicy === 'Disabled') return current;
  const limits = rules.policies.map((policy) => {
    const atStart = current - changedWithin(events, policy.periodSeconds);
    return isUp ? highest(policy, atStart) : lowest(policy, atStart);
  });
  if (limits.length === 0) return isUp ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
  // The policy that allows the most change is the highest limit on the way up and the lowest on the way down.
  return (rules.selectPolicy === 'Max') === isUp ? Math.max(...limits) : Math.min(...limits);
}

const highest = ({ type, value }: HpaScalingPolicy, atStart: number): number =>
  type === 'Pods' ? atStart + value : Math.ceil(atStart * (1 + value / 100));

const lowest = ({ type, value }: HpaScalingPolicy, atStart: number): number =>
  type === 'Pods' ? atStart - value : Math.trunc(atStart * (1 - value / 100));

function changedWithin(events: readonly ScalingEvent[], periodSeconds: number): number {
  let change = 0;
  for (const event of events) if (event.ageSeconds < periodSeconds) change += event.change;
  return change;
}
