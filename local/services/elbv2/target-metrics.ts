import type { Kernel } from '../../kernel.ts';
import type { Elbv2Model } from './elbv2-model.ts';
import type { TargetGroup } from './target-group.ts';

const MINUTE_MS = 60_000;
const NAMESPACE = 'AWS/ApplicationELB';

export interface Elbv2Settings {
  /**
   * Whether hosts are counted at each change too, so that the average of a minute tells of changes within it. Otherwise it is
   * what was there at its beginning. How often a load balancer samples is unverified.
   */
  readonly countsAtChanges: boolean;
}

export const DEFAULT_ELBV2_SETTINGS: Elbv2Settings = { countsAtChanges: true };

interface Publisher {
  readonly zone: string | undefined;
  readonly dimensions: Readonly<Record<string, string>>;
}

/**
 * HealthyHostCount and UnHealthyHostCount, each minute and at each change, by load balancer and target group, and by zone too:
 * "Reported if health checks are enabled", so with no target too, as 0 (that case is unverified):
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
 * A deregistering target counts as neither:
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
 */
export const publishTargetMetrics = (kernel: Kernel, elbv2: Elbv2Model, { countsAtChanges }: Elbv2Settings): void => {
  const publishers = new Map<string, Publisher>();
  const publisher = (loadBalancer: string, targetGroup: string, zone: string | undefined): Publisher => {
    const key = `${loadBalancer} ${targetGroup} ${zone ?? ''}`;
    let found = publishers.get(key);
    if (found === undefined) {
      const dimensions = { LoadBalancer: loadBalancer, TargetGroup: targetGroup };
      found = { zone, dimensions: zone === undefined ? dimensions : { ...dimensions, AvailabilityZone: zone } };
      publishers.set(key, found);
    }
    return found;
  };
  const publish = (targetGroup: TargetGroup): void => {
    for (const { fullName, zones } of targetGroup.loadBalancers) {
      for (const zone of [undefined, ...zones.map((enabled) => enabled.zone)]) {
        const { dimensions } = publisher(fullName, targetGroup.fullName, zone);
        const { healthy, unhealthy } = countTargets(targetGroup, zone);
        kernel.measure({ namespace: NAMESPACE, name: 'HealthyHostCount', dimensions, value: healthy });
        kernel.measure({ namespace: NAMESPACE, name: 'UnHealthyHostCount', dimensions, value: unhealthy });
      }
    }
  };
  if (countsAtChanges) elbv2.onTargetChange(publish);
  kernel.clock.every(MINUTE_MS, Math.ceil(kernel.clock.nowMs / MINUTE_MS) * MINUTE_MS, () => {
    for (const targetGroup of elbv2.targetGroups()) publish(targetGroup);
  });
};

const countTargets = (targetGroup: TargetGroup, zone: string | undefined): { healthy: number; unhealthy: number } => {
  let healthy = 0;
  let unhealthy = 0;
  for (const target of targetGroup.targets.values()) {
    if (zone !== undefined && target.zone !== zone) continue;
    if (target.state === 'healthy') healthy += 1;
    else if (target.state === 'unhealthy') unhealthy += 1;
  }
  return { healthy, unhealthy };
};
