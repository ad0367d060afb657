import { beginActivity, endActivity } from './activities.ts';
import type { Fleet } from './fleet.ts';
import type { Activity, GroupRecord, Member } from './group.ts';

/**
 * Take a member away: out of its target groups, drained for as long as they ask, then terminated. Draining goes before
 * termination for scale-in and for replacement of unhealthy instances alike:
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-health-checks.html
 */
export const terminateMember = (fleet: Fleet, group: GroupRecord, member: Member, cause: string): Activity => {
  const { instanceId, zone } = member;
  const { clock } = fleet.kernel;
  if (member.lifecycleState === 'Pending') {
    endActivity(fleet, group, member.activity, 'Cancelled', 'The instance was terminated before it was in service.');
  }
  const subnetId = fleet.ec2.instance(instanceId)?.subnetId ?? '';
  const start = { kind: 'terminate', statusCode: 'InProgress', zone, subnetId, instanceId, cause } as const;
  member.activity = beginActivity(fleet, group, start);
  member.lifecycleState = 'Terminating';
  const drainedAtMs = Math.max(
    clock.nowMs,
    ...group.targetGroupArns.map((arn) => fleet.elbv2.deregister(arn, instanceId)),
  );
  const state = fleet.ec2.instance(instanceId)?.state;
  if (state === undefined || state === 'terminated') {
    forgetMember(fleet, group, member);
  } else if (drainedAtMs > clock.nowMs && state === 'running') {
    member.activity.statusCode = 'WaitingForELBConnectionDraining';
    clock.at(drainedAtMs, () => {
      if (group.members.has(instanceId)) fleet.ec2.terminate(instanceId);
    });
  } else {
    fleet.ec2.terminate(instanceId);
  }
  return member.activity;
};

/** The instance of a terminating member is gone. */
export const forgetMember = (fleet: Fleet, group: GroupRecord, member: Member): void => {
  group.members.delete(member.instanceId);
  fleet.groupOfInstance.delete(member.instanceId);
  endActivity(fleet, group, member.activity, 'Successful');
  group.cooldownUntilMs = fleet.kernel.clock.nowMs + group.cooldownSeconds * 1000;
  fleet.lookSoon(group);
};
