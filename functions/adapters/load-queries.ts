import type { MetricStat } from '@aws-sdk/client-cloudwatch';
import type { LoadMetric } from '../../core/blueprint/model.ts';
import type { LoadBalancerName, LoadRequest } from '../ports/load-metrics.ts';

/** Which figure of a tier a query is for: a load metric by its place, or one that only a load balancer publishes. */
export type Figure =
  | number
  | 'healthyHosts'
  | 'requests'
  | 'errors'
  | 'connectionErrors'
  | 'balancerErrors'
  | 'latencySeconds';

export interface LoadQuery {
  readonly tierId: string;
  readonly figure: Figure;
  readonly metric: MetricStat;
}

const PERIOD_SECONDS = 60;

/** Everything that has to be asked of CloudWatch for one tier. Without a load balancer, nothing that only it knows. */
export function loadQueries({ tier, loadBalancer }: LoadRequest): LoadQuery[] {
  const query = (figure: Figure, metric: MetricStat): LoadQuery => ({ tierId: tier.id, figure, metric });
  const queries: LoadQuery[] = [];
  for (const [index, load] of tier.load.entries()) {
    const metric = metricOf(load, loadBalancer);
    if (metric !== null) queries.push(query(index, metric));
  }
  if (loadBalancer === null) return queries;
  // Hosts come and go within a minute; what served in it is the average.
  queries.push(query('healthyHosts', balancerMetric('HealthyHostCount', 'Average', loadBalancer)));
  if (tier.guards.errorRate !== null) {
    queries.push(query('requests', balancerMetric('RequestCount', 'Sum', loadBalancer)));
    queries.push(query('errors', balancerMetric('HTTPCode_Target_5XX_Count', 'Sum', loadBalancer)));
    queries.push(query('connectionErrors', balancerMetric('TargetConnectionErrorCount', 'Sum', loadBalancer)));
    if (loadBalancer.isExclusive === true) queries.push(query('balancerErrors', balancerErrors(loadBalancer)));
  }
  if (tier.guards.p95LatencyMs !== null) {
    queries.push(query('latencySeconds', balancerMetric('TargetResponseTime', 'p95', loadBalancer)));
  }
  return queries;
}

function metricOf(load: LoadMetric, found: LoadBalancerName | null): MetricStat | null {
  if (load.type === 'metric') {
    return {
      Metric: { Namespace: load.namespace, MetricName: load.metric, Dimensions: dimensions(load.dimensions) },
      Stat: load.stat,
      Period: PERIOD_SECONDS,
    };
  }
  const { targetGroup, loadBalancer } = load;
  const named = targetGroup !== null && loadBalancer !== null ? { targetGroup, loadBalancer } : found;
  if (named === null) return null;
  return balancerMetric(load.counts === 'perInstance' ? 'RequestCountPerTarget' : 'RequestCount', 'Sum', named);
}

/** A metric of the tier's own target group. */
const balancerMetric = (name: string, stat: string, { targetGroup, loadBalancer }: LoadBalancerName): MetricStat =>
  metricAt(name, stat, { LoadBalancer: loadBalancer, TargetGroup: targetGroup });

/**
 * What the load balancer answers by itself, as when targets hang or are missing, names no target group. A load balancer may serve
 * others too, and one of those without targets, as in a sleeping environment, would count as errors of this tier.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
 */
const balancerErrors = ({ loadBalancer }: LoadBalancerName): MetricStat =>
  metricAt('HTTPCode_ELB_5XX_Count', 'Sum', { LoadBalancer: loadBalancer });

const metricAt = (name: string, stat: string, byName: Readonly<Record<string, string>>): MetricStat => ({
  Metric: { Namespace: 'AWS/ApplicationELB', MetricName: name, Dimensions: dimensions(byName) },
  Stat: stat,
  Period: PERIOD_SECONDS,
});

const dimensions = (byName: Readonly<Record<string, string>>) =>
  Object.entries(byName).map(([Name, Value]) => ({ Name, Value }));
