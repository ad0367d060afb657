import type { Timer } from '../../clock/virtual-clock.ts';
import type { LifecycleAction, LifecycleHook } from './lifecycle-hook.ts';
import type { MaintenancePolicy } from './maintenance-policy.ts';
import type { ScalingPolicy } from './scaling-policy.ts';
import type { PoolState, WarmPool } from './warm-pool.ts';

/**
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-lifecycle.html,
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/warm-pool-instance-lifecycle.html
 */
export type LifecycleState =
  | 'Pending'
  | 'Pending:Wait'
  | 'Pending:Proceed'
  | 'InService'
  | 'EnteringStandby'
  | 'Standby'
  | 'Detaching'
  | 'Terminating'
  | 'Terminating:Wait'
  | 'Terminating:Proceed'
  | WarmState;

type WarmState = `Warmed:${'Pending' | 'Terminating'}${'' | ':Wait' | ':Proceed'}` | `Warmed:${PoolState}`;

/** https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-suspend-resume-processes.html */
export const PROCESSES = [
  'Launch',
  'Terminate',
  'AddToLoadBalancer',
  'AlarmNotification',
  'AZRebalance',
  'HealthCheck',
  'InstanceRefresh',
  'ReplaceUnhealthy',
  'ScheduledActions',
] as const;
export type Process = (typeof PROCESSES)[number];

export interface GroupTag {
  readonly key: string;
  readonly value: string;
  readonly propagateAtLaunch: boolean;
}

export interface LaunchTemplateUse {
  readonly launchTemplateId: string;
  readonly launchTemplateName: string;
  readonly version: string;
}

export interface Member {
  readonly instanceId: string;
  readonly instanceType: string;
  readonly zone: string;
  readonly imageId: string;
  readonly launchTemplate: LaunchTemplateUse;
  readonly launchedAtMs: number;
  /** The activity that launches it or ends it. */
  activity: Activity;
  lifecycleState: LifecycleState;
  isHealthy: boolean;
  /** Why it is unhealthy, in the words of an activity's cause. */
  unhealthyBecause: string | undefined;
  inServiceAtMs: number | undefined;
  isProtected: boolean;
}

export type ActivityKind =
  | 'launch'
  | 'terminate'
  | 'launch-into-warm-pool'
  | 'launch-from-warm-pool'
  | 'return-to-warm-pool'
  | 'terminate-in-warm-pool'
  | 'enter-standby'
  | 'exit-standby'
  | 'attach'
  | 'detach';

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_Activity.html */
export interface Activity {
  readonly activityId: string;
  readonly groupName: string;
  readonly kind: ActivityKind;
  readonly startedAtMs: number;
  readonly zone: string;
  readonly subnetId: string;
  readonly instanceId: string | undefined;
  readonly description: string;
  readonly cause: string;
  statusCode:
    | 'PreInService'
    | 'InProgress'
    | 'MidLifecycleAction'
    | 'WaitingForELBConnectionDraining'
    | 'Successful'
    | 'Failed'
    | 'Cancelled';
  statusMessage: string | undefined;
  endedAtMs: number | undefined;
  progress: number;
}

/** An Auto Scaling group as the model keeps it. Sizes in instances. */
export interface GroupRecord {
  readonly name: string;
  readonly arn: string;
  readonly createdAtMs: number;
  readonly subnets: readonly { readonly subnetId: string; readonly zone: string }[];
  readonly targetGroupArns: readonly string[];
  readonly enabledMetrics: readonly string[];
  readonly tags: Map<string, GroupTag>;
  readonly members: Map<string, Member>;
  /** Oldest first. */
  readonly activities: Activity[];
  readonly suspended: Map<Process, string>;
  /** Zones in which a launch failed, and until when others are tried before them. */
  readonly avoidedZones: Map<string, number>;
  /** Instances of the warm pool, which are no members. */
  readonly warmMembers: Map<string, Member>;
  /** By name. */
  readonly policies: Map<string, ScalingPolicy>;
  /** By name. */
  readonly hooks: Map<string, LifecycleHook>;
  /** Lifecycle actions that have not ended, by token. */
  readonly actions: Map<string, LifecycleAction>;
  min: number;
  max: number;
  desired: number;
  cooldownSeconds: number;
  healthCheckType: string;
  gracePeriodSeconds: number;
  launchTemplate: LaunchTemplateUse;
  terminationPolicies: readonly string[];
  areNewInstancesProtected: boolean;
  maintenance: MaintenancePolicy | undefined;
  warmPool: WarmPool | undefined;
  /** Why the desired capacity changed since the last look, in the words of an activity's cause. */
  changes: string[];
  failedLaunches: number;
  nextLook: Timer | undefined;
  cooldownUntilMs: number;
  /** Of the policy that changed the desired capacity last, if it has one of its own. */
  policyCooldownSeconds: number | undefined;
}

export type Group = Readonly<GroupRecord>;

/** Members that count towards the desired capacity. */
export const countedMembers = (group: Group): readonly Member[] =>
  [...group.members.values()].filter((member) => isPending(member) || isInService(member));

export const isInService = ({ lifecycleState }: Member): boolean => lifecycleState === 'InService';

export const isPending = ({ lifecycleState }: Member): boolean => lifecycleState.startsWith('Pending');

export const isTerminating = ({ lifecycleState }: Member): boolean => /^(Warmed:)?Terminating/.test(lifecycleState);

export const zoneCounts = (group: Group): ReadonlyMap<string, number> => {
  const counts = new Map(group.subnets.map(({ zone }) => [zone, 0]));
  for (const { zone } of countedMembers(group)) counts.set(zone, (counts.get(zone) ?? 0) + 1);
  return counts;
};
