import type { Kernel } from '../kernel.ts';
import type { TargetGroup } from '../services/elbv2/target-group.ts';
import type { MinuteTally } from './minute-tally.ts';

type Dimensions = Readonly<Record<string, string>>;

/** The sets of dimensions that a tier's metrics carry; made once, for the store knows them again. */
export interface TierDimensions {
  readonly loadBalancers: readonly { readonly balancer: Dimensions; readonly both: Dimensions }[];
  readonly targetGroup: Dimensions | undefined;
  readonly group: Dimensions;
}

export const tierDimensions = (groupName: string, targetGroup: TargetGroup | undefined): TierDimensions => ({
  loadBalancers: [...(targetGroup?.loadBalancers ?? [])].map(({ fullName }) => ({
    balancer: { LoadBalancer: fullName },
    both: { LoadBalancer: fullName, TargetGroup: targetGroup?.fullName ?? '' },
  })),
  targetGroup: targetGroup === undefined ? undefined : { TargetGroup: targetGroup.fullName },
  group: { AutoScalingGroupName: groupName },
});

const ALB = 'AWS/ApplicationELB';
/** TargetResponseTime is published as so many quantiles, each for an equal share of the requests. */
const QUANTILES = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99] as const;

/**
 * Publish one minute of a tier: counts only when they are not zero, as load balancers do:
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
 * CPUUtilization is published each minute, as under detailed monitoring:
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/viewing_metrics_with_cloudwatch.html
 */
export const publishMinute = (
  kernel: Kernel,
  { loadBalancers, targetGroup, group }: TierDimensions,
  tally: MinuteTally,
  minuteMs: number,
): void => {
  const measure = (namespace: string, name: string, dimensions: Dimensions, value: number, weight = 1): void => {
    kernel.measure({ namespace, name, dimensions, value, weight, atMs: minuteMs });
  };
  measure('AWS/EC2', 'CPUUtilization', group, 100 * tally.meanUtilization);
  if (tally.requests === 0) return;
  const routed = tally.requests - tally.refused;
  const sharedSets = loadBalancers.flatMap(({ balancer, both }) => [balancer, both]);
  const count = (name: string, sets: readonly Dimensions[], value: number): void => {
    if (value > 0) for (const dimensions of sets) measure(ALB, name, dimensions, value);
  };
  count('RequestCount', sharedSets, routed);
  const perTargetSets = targetGroup === undefined ? [] : [targetGroup, ...loadBalancers.map(({ both }) => both)];
  count('RequestCountPerTarget', perTargetSets, tally.requestsPerTarget);
  count(
    'HTTPCode_ELB_5XX_Count',
    loadBalancers.map(({ balancer }) => balancer),
    tally.refused + tally.lost,
  );
  count('TargetConnectionErrorCount', sharedSets, tally.unconnected);
  count('HTTPCode_Target_5XX_Count', sharedSets, tally.abandoned);
  count('HTTPCode_Target_2XX_Count', sharedSets, tally.served);
  for (const [index, share] of QUANTILES.entries()) {
    const seconds = tally.quantileSeconds(share);
    if (seconds === undefined) return;
    const weight = (share - (QUANTILES[index - 1] ?? 0)) * tally.served;
    for (const dimensions of sharedSets) measure(ALB, 'TargetResponseTime', dimensions, seconds, weight);
  }
};
