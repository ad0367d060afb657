import type { LoadBalancerName } from './load-metrics.ts';

/** What a target group thinks of one of its targets. */
export interface TargetHealth {
  readonly state: 'healthy' | 'unhealthy' | 'initial' | 'draining' | 'unused' | 'unknown';
  /** Such as `Target.FailedHealthChecks`; null when there is nothing to explain. */
  readonly reason: string | null;
}

/** Target groups and the load balancers in front of them. */
export interface LoadBalancers {
  /** Names by ARN of the target group. One that is gone, or has no load balancer, is not in the answer. */
  namesOf(targetGroupArns: readonly string[]): Promise<ReadonlyMap<string, LoadBalancerName>>;

  /**
   * Whether the load balancer in front of each of these target groups serves no other one, by ARN of the target group. One that is
   * gone, or has no load balancer, is not in the answer.
   */
  areExclusive(targetGroupArns: readonly string[]): Promise<ReadonlyMap<string, boolean>>;

  /** Health by ARN of the target group, then by instance. A target group that could not be read is not in the answer. Throws when none could. */
  healthOf(targetGroupArns: readonly string[]): Promise<ReadonlyMap<string, ReadonlyMap<string, TargetHealth>>>;
}
