import type { BlueprintSource } from './blueprint-schema.ts';
import { defaultGuardRails } from './default-guard-rails.ts';
import { expandEvent } from './expand-event.ts';
import { expandPolicy } from './expand-policy.ts';
import type { Blueprint, Environment, GuardRails, LoadMetric, PolicySpec, Schedule, Tier } from './model.ts';
import { parsePeriod } from './parse-period.ts';
import type { PolicySource } from './policy-schema.ts';

/** A BatchGetItem takes 100 keys: these and the switch. */
export const tiersPerShard = 99;

/** A blueprint that has passed every check, with short forms written out. */
export function expandBlueprint(source: BlueprintSource): Blueprint {
  const { calendars } = source;
  const schedules = mapValues(source.schedules, expandSchedule);
  return {
    installation: source.installation,
    mode: source.mode,
    demo: source.demo,
    schedules,
    calendars,
    tiers: mapValues(source.tiers, (tier, id) =>
      expandTier(tier, id, (policy) =>
        expandPolicy(policy, { schedules, calendars, unservedPrice: tier.unservedPrice }),
      ),
    ),
    environments: mapValues(source.environments, expandEnvironment),
    healing: source.healing,
    notifications: source.notifications.email === undefined ? {} : { email: source.notifications.email },
    shards: source.shards ?? Math.max(1, Math.ceil(Object.keys(source.tiers).length / tiersPerShard)),
  };
}

type SourceOf<Kind extends 'schedules' | 'tiers' | 'environments'> = BlueprintSource[Kind][string];

const expandSchedule = (source: SourceOf<'schedules'>): Schedule => ({
  timeZone: source.timeZone,
  periods: source.periods.map(parsePeriod),
  calendars: source.calendars ?? [],
});

const expandTier = (source: SourceOf<'tiers'>, id: string, expand: (policy: PolicySource) => PolicySpec): Tier => {
  const policy = expand(source.policy);
  const load = source.load.map((metric) => expandLoad(metric, source.servedPerInstancePerMinute));
  const shadow = source.shadow === undefined ? null : expand(source.shadow);
  return {
    id,
    group: source.group,
    min: source.min,
    max: source.max,
    load,
    policy,
    shadow,
    events: (source.events ?? []).map((event) => expandEvent(event, load[0]?.servedPerInstancePerMinute ?? Number.NaN)),
    shadowGuardRails: shadow && expandGuardRails(source.guardRails, shadow),
    guards: { errorRate: source.guards.errorRate ?? null, p95LatencyMs: source.guards.p95LatencyMs ?? null },
    warmUpSeconds: source.warmUpSeconds,
    settleSeconds: source.settleSeconds,
    unservedPrice: source.unservedPrice,
    guardRails: expandGuardRails(source.guardRails, policy),
    healing: source.healing ?? null,
  };
};

const expandGuardRails = (source: SourceOf<'tiers'>['guardRails'], policy: PolicySpec): GuardRails => {
  const unsaid = defaultGuardRails(policy);
  return {
    tolerance: source.tolerance ?? unsaid.tolerance,
    stabilisationMinutes: source.stabilisationMinutes ?? unsaid.stabilisationMinutes,
    scaleOutCooldownSeconds: source.scaleOutCooldownSeconds ?? unsaid.scaleOutCooldownSeconds,
    scaleInCooldownSeconds: source.scaleInCooldownSeconds ?? unsaid.scaleInCooldownSeconds,
  };
};

function expandLoad(source: SourceOf<'tiers'>['load'][number], servedByTier: number | undefined): LoadMetric {
  // A metric without a capacity was refused by tierProblems.
  const servedPerInstancePerMinute = source.servedPerInstancePerMinute ?? servedByTier ?? Number.NaN;
  if ('alb' in source) {
    const { targetGroup = null, loadBalancer = null } = source.alb;
    // A load balancer publishes no request count for a minute without requests.
    // https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
    return {
      type: 'alb',
      targetGroup,
      loadBalancer,
      counts: 'total',
      whenAbsent: 'zeroIfHealthy',
      servedPerInstancePerMinute,
    };
  }
  const { namespace, metric, dimensions, counts, whenAbsent } = source;
  const stat = source.stat ?? (counts === 'total' ? 'Sum' : 'Average');
  return { type: 'metric', namespace, metric, dimensions, stat, counts, whenAbsent, servedPerInstancePerMinute };
}

const expandEnvironment = (source: SourceOf<'environments'>, id: string): Environment => ({
  id,
  tag: typeof source.tag === 'string' ? splitTag(source.tag) : source.tag,
  stages: source.stages,
  schedule: source.schedule ?? null,
  stageDeadlineSeconds: source.stageDeadlineSeconds,
});

/** At the first `=`: keys have none. */
function splitTag(tag: string): Environment['tag'] {
  const at = tag.indexOf('=');
  return { key: tag.slice(0, at), value: tag.slice(at + 1) };
}

const mapValues = <From, To>(
  values: Readonly<Record<string, From>>,
  to: (value: From, key: string) => To,
): Record<string, To> => Object.fromEntries(Object.entries(values).map(([key, value]) => [key, to(value, key)]));
