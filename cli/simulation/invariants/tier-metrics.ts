import type { LoadMetric, Tier } from '../../../core/blueprint/model.ts';
import type { TierLoadBalancer } from '../../../core/scaling/model.ts';
import { metricKey } from './observation.ts';

const NAMESPACE = 'AWS/ApplicationELB';

/** The metrics of a tier as they are asked for, from what its item says about its load balancer. */
export type LoadBalancerName = Pick<TierLoadBalancer, 'targetGroup' | 'loadBalancer'>;

export const balancerKey = (name: string, { targetGroup, loadBalancer }: LoadBalancerName): string =>
  metricKey(NAMESPACE, name, { LoadBalancer: loadBalancer, TargetGroup: targetGroup });

/** The key of what the load balancer answers by itself, whoever it does so for. */
export const ownErrorsKey = ({ loadBalancer }: LoadBalancerName): string =>
  metricKey(NAMESPACE, 'HTTPCode_ELB_5XX_Count', { LoadBalancer: loadBalancer });

/** The key of one load metric; null while the load balancer is not known. */
export const loadKey = (load: LoadMetric, found: LoadBalancerName | null): string | null => {
  if (load.type === 'metric') return metricKey(load.namespace, load.metric, load.dimensions);
  const { targetGroup, loadBalancer } = load;
  const named = targetGroup !== null && loadBalancer !== null ? { targetGroup, loadBalancer } : found;
  const name = load.counts === 'perInstance' ? 'RequestCountPerTarget' : 'RequestCount';
  return named === null ? null : balancerKey(name, named);
};

/** As people know it. */
export const loadName = (load: LoadMetric): string =>
  load.type === 'metric' ? `${load.namespace} ${load.metric}` : 'its load balancer';

/** The load balancer that a tier's metrics name, or the one that was found. */
export const balancerOf = ({ load }: Tier, found: LoadBalancerName | null): LoadBalancerName | null => {
  for (const each of load) {
    if (each.type === 'alb' && each.targetGroup !== null && each.loadBalancer !== null) {
      return { targetGroup: each.targetGroup, loadBalancer: each.loadBalancer };
    }
  }
  return found;
};
