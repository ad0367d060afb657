import type { Tier } from '../../core/blueprint/model.ts';
import type { LoadSample, StressSample, TierLoadBalancer } from '../../core/scaling/model.ts';

/** A target group and its load balancer, as CloudWatch's dimensions name them. */
export type LoadBalancerName = Pick<TierLoadBalancer, 'targetGroup' | 'loadBalancer'>;

export interface LoadRequest {
  readonly tier: Tier;
  /** null: none was found, so what only a load balancer knows is absent. */
  readonly loadBalancer: TierLoadBalancer | null;
  /** Start of the first minute that is wanted. */
  readonly sinceMs: number;
}

export interface LoadReading {
  /** Every whole minute that has ended, oldest first; what was not published is null. */
  readonly samples: readonly LoadSample[];
  /** Whether load and healthy hosts were read whole, so that there was nothing to read where nothing is. */
  readonly isComplete: boolean;
  readonly stress: StressSample;
}

/** The load that tiers have carried, by the minute. */
export interface LoadMetrics {
  /**
   * Readings by tier id, up to the last minute that has ended, or why a tier could not be read, which keeps no other from being
   * read. A tier whose metrics are refused is not in the answer.
   */
  read(requests: readonly LoadRequest[], nowMs: number): Promise<ReadonlyMap<string, LoadReading | Error>>;
}
