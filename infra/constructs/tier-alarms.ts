import { Duration } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  MathExpression,
  Metric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { LoadMetric, PolicySpec, Tier } from '../../core/blueprint/model.ts';

export interface TierAlarmsProps {
  readonly namePrefix: string;
  readonly tier: Tier;
  /** The target group and load balancer that serve the tier, as CloudWatch's dimensions name them. */
  readonly dimensions: TargetGroupDimensions | null;
}

export interface TargetGroupDimensions {
  readonly targetGroup: string;
  readonly loadBalancer: string;
}

/**
 * The alarms that make a tier fast: one on its load an instance, one on members that its load balancer finds bad.
 * Both are hints; the sweep is the truth.
 */
export class TierAlarms extends Construct {
  constructor(scope: Construct, id: string, props: TierAlarmsProps) {
    super(scope, id);
    const { tier, dimensions, namePrefix } = props;
    const { share, minutes } = scaleOutPoint(tier.policy);
    const load = tier.load[0] as LoadMetric;
    new Alarm(this, 'Load', {
      alarmName: `${namePrefix}-load-${tier.id}`,
      alarmDescription: `Rubato: tier ${tier.id} is over ${Math.round(share * 100)} % of what its instances serve.`,
      metric: loadPerInstance(load, tier.group, dimensions),
      threshold: share * load.servedPerInstancePerMinute,
      evaluationPeriods: minutes,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    if (dimensions === null || tier.healing === null) return;
    new Alarm(this, 'Unhealthy', {
      alarmName: `${namePrefix}-unhealthy-${tier.id}`,
      alarmDescription: `Rubato: the load balancer finds members of tier ${tier.id} unhealthy.`,
      metric: albMetric('UnHealthyHostCount', 'Maximum', dimensions),
      threshold: 1,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
  }
}

/** Where the tier's policy begins to scale out, as a share of an instance's capacity, and after how many minutes. */
function scaleOutPoint(policy: PolicySpec): { readonly share: number; readonly minutes: number } {
  switch (policy.type) {
    case 'adaptive':
      // It scales out by its forecast, at no share: what is left to an alarm is that the load exceeds what serves.
      return { share: 1, minutes: 1 };
    case 'target-tracking':
      return { share: policy.target, minutes: policy.scaleOutMinutes };
    case 'step':
      return { share: policy.scaleOut.threshold, minutes: policy.scaleOut.minutes };
    case 'hpa':
      return { share: policy.target * (1 + policy.scaleUp.tolerance), minutes: 1 };
    case 'scheduled-floor':
      return scaleOutPoint(policy.policy);
  }
}

const albMetric = (metricName: string, statistic: string, dimensions: TargetGroupDimensions): Metric =>
  new Metric({
    namespace: 'AWS/ApplicationELB',
    metricName,
    statistic,
    period: Duration.minutes(1),
    dimensionsMap: { LoadBalancer: dimensions.loadBalancer, TargetGroup: dimensions.targetGroup },
  });

/**
 * RequestCountPerTarget is published with Sum only and is already an average over the targets:
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
 */
const loadPerInstance = (load: LoadMetric, group: string, found: TargetGroupDimensions | null): IMetric => {
  if (load.type === 'alb') {
    if (found === null) throw new Error(`load of group ${group} names no target group`);
    return albMetric('RequestCountPerTarget', 'Sum', found);
  }
  const metric = new Metric({
    namespace: load.namespace,
    metricName: load.metric,
    statistic: load.stat,
    period: Duration.minutes(1),
    dimensionsMap: { ...load.dimensions },
  });
  if (load.counts === 'perInstance') return metric;
  return new MathExpression({
    expression: 'load / instances',
    period: Duration.minutes(1),
    usingMetrics: {
      load: metric,
      instances: new Metric({
        namespace: 'AWS/AutoScaling',
        metricName: 'GroupInServiceInstances',
        statistic: 'Average',
        period: Duration.minutes(1),
        dimensionsMap: { AutoScalingGroupName: group },
      }),
    },
  });
};
