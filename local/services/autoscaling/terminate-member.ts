import { beginActivity, endActivity } from './activities.ts';
import { awaitLifecycleHooks, dropLifecycleActions } from './await-lifecycle-hooks.ts';
import { beginCooldown } from './check-cooldown.ts';
import type { Fleet } from './fleet.ts';
import { type Activity, type GroupRecord, isPending, type Member } from './group.ts';
import { enterWarmPool } from './warm-members.ts';

/**
 * Take a member away: out of its target groups, drained for as long as they ask, held by the hooks of the group, then terminated or
 * kept in the warm pool.
 * Draining goes before termination for scale-in and for replacement of unhealthy instances alike, and before the hooks:
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-health-checks.html,
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/lifecycle-hooks-overview.html
 */
export const terminateMember = (
  fleet: Fleet,
  group: GroupRecord,
  member: Member,
  cause: string,
  kind: 'terminate' | 'return-to-warm-pool' = 'terminate',
): Activity => {
  const { instanceId, zone } = member;
  const { clock } = fleet.kernel;
  dropLifecycleActions(group, instanceId);
  if (isPending(member) && member.activity.endedAtMs === undefined) {
    endActivity(fleet, group, member.activity, 'Cancelled', 'The instance was terminated before it was in service.');
  }
  const subnetId = fleet.ec2.instance(instanceId)?.subnetId ?? '';
  const start = { kind, statusCode: 'InProgress', zone, subnetId, instanceId, cause } as const;
  member.activity = beginActivity(fleet, group, start);
  member.lifecycleState = 'Terminating';
  const drainedAtMs = drainMember(fleet, group, instanceId);
  const state = fleet.ec2.instance(instanceId)?.state;
  if (state === undefined || state === 'terminated') {
    forgetMember(fleet, group, member);
  } else if (drainedAtMs > clock.nowMs && state === 'running') {
    member.activity.statusCode = 'WaitingForELBConnectionDraining';
    clock.at(drainedAtMs, () => {
      if (group.members.has(instanceId)) endAfterHooks(fleet, group, member);
    });
  } else {
    endAfterHooks(fleet, group, member);
  }
  return member.activity;
};

/** Take a member out of its target groups; answers when they have let go of it. */
export const drainMember = (fleet: Fleet, group: GroupRecord, instanceId: string): number =>
  Math.max(fleet.kernel.clock.nowMs, ...group.targetGroupArns.map((arn) => fleet.elbv2.deregister(arn, instanceId)));

/** What does not run has no time to wait; unverified: that AWS does not hold it either. */
const endAfterHooks = (fleet: Fleet, group: GroupRecord, member: Member): void => {
  const { instanceId, activity } = member;
  activity.statusCode = 'InProgress';
  const terminate = (): void => fleet.ec2.terminate(instanceId);
  if (fleet.ec2.instance(instanceId)?.state !== 'running') {
    terminate();
    return;
  }
  awaitLifecycleHooks(fleet, group, member, {
    transition: 'autoscaling:EC2_INSTANCE_TERMINATING',
    proceed: () => (activity.kind === 'terminate' ? terminate() : enterWarmPool(fleet, group, member)),
  });
};

/** The instance of a terminating member is gone. */
export const forgetMember = (fleet: Fleet, group: GroupRecord, member: Member): void => {
  dropLifecycleActions(group, member.instanceId);
  group.members.delete(member.instanceId);
  fleet.groupOfInstance.delete(member.instanceId);
  endActivity(fleet, group, member.activity, 'Successful');
  beginCooldown(fleet, group);
  fleet.lookSoon(group);
};
