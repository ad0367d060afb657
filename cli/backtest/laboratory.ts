import type { Blueprint, PolicySpec, Tier } from '../../core/blueprint/model.ts';
import { parseBlueprint } from '../../core/blueprint/parse-blueprint.ts';
import { PLANT_BOUNDS } from '../../core/scaling/plant.ts';
import type { Template } from '../../local/assembly/template.ts';
import type { CloudSettings } from '../../local/cloud.ts';
import { UsageError } from '../usage-error.ts';
import type { Laboratory } from './backtest-job.ts';

/** What the embedded cloud has to be like for the whole assembly to live in the world of the plant. */
export interface LaboratoryCloud {
  /** Seconds after the beginning of a minute at which the sweep comes, which is when the plant asks. */
  readonly sweepSecond: number;
  readonly settings: NonNullable<CloudSettings['settings']>;
  readonly alter: (template: Template) => Template;
}

const TIER_ID = 'web';
/** Requests a minute; any number will do, for the traffic is made for it. */
const SERVED = 1000;
/** Late enough that the load of the minute before is there, early enough that nothing else has happened. */
const SWEEP_SECOND = 5;
/** The shortest that AWS allows: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html */
const CHECK_SECONDS = 5;
/** An order is given a few seconds after its sweep when a transaction had to be tried again. */
const SLACK_SECONDS = 10;

/**
 * Metrics without lag, instances that are healthy when the tick begins in which the plant has them ready, a drain as long as
 * the plant bills for, and groups that give up the newest instance first, as the plant does.
 */
export const laboratoryCloud = ({ bootTicks, drainTicks }: Laboratory): LaboratoryCloud => {
  // Checked for the first time within an interval, and healthy before the tick in which hosts are counted at its beginning.
  const bootSeconds = 60 * bootTicks - SWEEP_SECOND - CHECK_SECONDS - SLACK_SECONDS;
  return {
    sweepSecond: SWEEP_SECOND,
    settings: {
      autoscaling: { reactionSeconds: 0 },
      cloudwatch: { metricLagSeconds: 0 },
      ec2: { bootSeconds, pendingSeconds: bootSeconds, bootSpreadShare: 0 },
      elbv2: { countsAtChanges: false },
    },
    alter: (template) => alterResources(template, drainTicks * 60),
  };
};

/** A tier with defaults, as the blueprint that is deployed has it, but that its minutes are final when they end. @throws `UsageError` when a blueprint cannot say the policy */
export const laboratoryBlueprint = (policy: PolicySpec): { text: string; blueprint: Blueprint; tier: Tier } => {
  const web = {
    ...PLANT_BOUNDS,
    group: 'rubato-demo-web',
    servedPerInstancePerMinute: SERVED,
    load: [{ alb: {} }],
    settleSeconds: 0,
    policy,
  };
  const text = JSON.stringify({ installation: 'laboratory', demo: true, tiers: { [TIER_ID]: web } }, null, 2);
  const result = parseBlueprint(text, 'laboratory');
  if (!result.isValid) {
    const [first] = result.problems;
    throw new UsageError(`--compare-assembly: no blueprint has this ${policy.type} policy: ${first?.message}`);
  }
  return { text, blueprint: result.blueprint, tier: result.blueprint.tiers[TIER_ID] as Tier };
};

function alterResources(template: Template, drainSeconds: number): Template {
  const { Resources: resources = {} } = template;
  const alter = (properties: Readonly<Record<string, unknown>>, type: string): Readonly<Record<string, unknown>> => {
    if (type === 'AWS::AutoScaling::AutoScalingGroup') {
      return {
        ...properties,
        MinSize: `${PLANT_BOUNDS.min}`,
        MaxSize: `${PLANT_BOUNDS.max}`,
        TerminationPolicies: ['NewestInstance'],
      };
    }
    if (type !== 'AWS::ElasticLoadBalancingV2::TargetGroup') return properties;
    const TargetGroupAttributes = [{ Key: 'deregistration_delay.timeout_seconds', Value: `${drainSeconds}` }];
    return { ...properties, HealthCheckIntervalSeconds: CHECK_SECONDS, TargetGroupAttributes };
  };
  return {
    ...template,
    Resources: Object.fromEntries(
      Object.entries(resources).map(([id, resource]) => [
        id,
        { ...resource, Properties: alter(resource.Properties ?? {}, resource.Type) },
      ]),
    ),
  };
}
