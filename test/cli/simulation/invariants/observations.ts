import type { Invariant } from '../../../../cli/simulation/invariants/invariant.ts';
import type {
  Actor,
  Beat,
  Decision,
  GroupSight,
  ItemWrite,
  JournalLine,
  MetricsRead,
  Observation,
  OtherEffect,
  PlainItem,
  SizeRequest,
} from '../../../../cli/simulation/invariants/observation.ts';
import type { Blueprint, PolicySpec } from '../../../../core/blueprint/model.ts';
import type { JournalKind } from '../../../../local/kernel.ts';
import { aBlueprint, aTier, NOW_MS } from '../../../fakes/builders.ts';

export const SECOND_MS = 1000;
export const MINUTE_MS = 60_000;

export const BALANCER = { targetGroup: 'targetgroup/web/1', loadBalancer: 'app/web/2' };

/** A tier of 2 to 40 instances with guards, in an installation whose switch says on. */
export const BLUEPRINT: Blueprint = aBlueprint([
  aTier({ min: 2, max: 40, guards: { errorRate: 0.05, p95LatencyMs: 500 } }),
]);

const BALANCED = aTier().load;

/** A tier whose size follows its load balancer and the orders that each instance can take 100 of in a minute. */
export const aShop = (policy: PolicySpec): Blueprint =>
  aBlueprint([
    aTier({
      min: 2,
      max: 40,
      policy,
      load: [
        ...BALANCED,
        {
          type: 'metric',
          namespace: 'Shop',
          metric: 'Orders',
          dimensions: {},
          stat: 'Sum',
          counts: 'total',
          whenAbsent: 'unknown',
          servedPerInstancePerMinute: 100,
        },
      ],
    }),
  ]);

/** What an invariant says of what happened, one answer for each that is wrong. */
export const judge = (
  invariant: Invariant,
  seen: readonly Observation[],
  blueprint: Blueprint = BLUEPRINT,
): string[] => {
  const check = invariant.watch(blueprint);
  return seen.map(check).filter((what) => what !== null);
};

export const aGroup = (changes: Partial<GroupSight> = {}): GroupSight => ({
  name: 'group-of-web',
  min: 2,
  max: 40,
  desired: 4,
  members: 4,
  inService: 4,
  healthy: 4,
  bad: [],
  zones: { a: 2, b: 2 },
  isBalanced: true,
  isOwned: true,
  isProtected: false,
  ...changes,
});

export const scaling = (version = 7, attempt = 1): Actor => ({
  name: `web-${version}-${attempt}`,
  workflow: 'scale-tier',
  input: { tierId: 'web', targetVersion: version, attempt },
});

export const aRequest = (changes: Partial<SizeRequest> = {}): SizeRequest => ({
  kind: 'size-request',
  atMs: NOW_MS,
  calledAtMs: changes.atMs ?? NOW_MS,
  actor: scaling(),
  tierId: 'web',
  group: aGroup(),
  groupName: 'group-of-web',
  size: 5,
  bounds: null,
  stageBegunAtMs: null,
  ...changes,
});

export const healing = (epoch = 3): Actor => ({
  name: `web-${epoch}`,
  workflow: 'heal-instance',
  input: { tierId: 'web', epoch },
});

export const aReplacement = (instanceId = 'i-1', changes: Partial<OtherEffect> = {}): OtherEffect => ({
  kind: 'effect',
  atMs: NOW_MS,
  calledAtMs: changes.atMs ?? NOW_MS,
  actor: healing(),
  call: 'autoscaling:SetInstanceHealth',
  input: { InstanceId: instanceId, HealthStatus: 'Unhealthy' },
  group: aGroup(),
  ...changes,
});

export const aDecision = (from: number, to: number, changes: Partial<Decision> = {}): Decision => ({
  kind: 'decision',
  atMs: NOW_MS,
  tierId: 'web',
  from,
  to,
  version: 7,
  attempt: 1,
  isRepeat: false,
  group: aGroup({ desired: from, members: from, inService: from, healthy: from }),
  wants: [],
  fleet: from,
  ...changes,
});

export const aWrite = (pk: string, after: PlainItem | undefined, changes: Partial<ItemWrite> = {}): ItemWrite => ({
  kind: 'write',
  atMs: NOW_MS,
  pk,
  sk: pk === 'SWITCH' ? 'GLOBAL' : 'STATE',
  before: undefined,
  after,
  ...changes,
});

/** The tier's item, with the load balancer that was found. */
export const aTierWrite = (after: PlainItem = {}, changes: Partial<ItemWrite> = {}): ItemWrite =>
  aWrite('TIER#web', { targetVersion: 7, loadBalancer: BALANCER, ...after }, changes);

/** Values of the last finished minute, by metric of the target group. */
export const aRead = (values: Readonly<Record<string, number>>, minuteMs: number = NOW_MS - MINUTE_MS): MetricsRead =>
  metricsRead(values, `LoadBalancer=${BALANCER.loadBalancer},TargetGroup=${BALANCER.targetGroup}`, minuteMs);

/** The same by metric of the load balancer, whoever it serves. */
export const aBalancerRead = (values: Readonly<Record<string, number>>): MetricsRead =>
  metricsRead(values, `LoadBalancer=${BALANCER.loadBalancer}`, NOW_MS - MINUTE_MS);

/** Orders of a shop, in the minutes before the present one, newest first. */
export const ordersRead = (...newestFirst: readonly number[]): MetricsRead => ({
  kind: 'metrics-read',
  atMs: NOW_MS,
  series: new Map([
    ['Shop|Orders|', new Map(newestFirst.map((orders, index) => [NOW_MS - (index + 1) * MINUTE_MS, orders]))],
  ]),
});

const metricsRead = (values: Readonly<Record<string, number>>, dimensions: string, minuteMs: number): MetricsRead => ({
  kind: 'metrics-read',
  atMs: NOW_MS,
  series: new Map(
    Object.entries(values).map(([name, value]) => [
      `AWS/ApplicationELB|${name}|${dimensions}`,
      new Map([[minuteMs, value]]),
    ]),
  ),
});

export const aBeat = (minutes: number, group: Partial<GroupSight> = {}, calmSinceMs: number = NOW_MS): Beat => ({
  kind: 'beat',
  atMs: NOW_MS + minutes * MINUTE_MS,
  calmSinceMs,
  groups: new Map([['web', aGroup(group)]]),
});

export const aLine = (
  kind: JournalKind,
  subject: string,
  detail: Readonly<Record<string, unknown>>,
  atMs: number = NOW_MS,
): JournalLine => ({ kind: 'journal', atMs, entry: { atMs, kind, subject, detail } });
