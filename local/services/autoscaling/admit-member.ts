import { cancelLaunch, endActivity } from './activities.ts';
import { awaitLifecycleHooks } from './await-lifecycle-hooks.ts';
import { beginCooldown } from './check-cooldown.ts';
import { causeTime, type Fleet } from './fleet.ts';
import type { GroupRecord, Member } from './group.ts';
import { checkMember } from './member-health.ts';
import { terminateMember } from './terminate-member.ts';

/**
 * The instance of a pending member runs: it waits for the hooks of the group, is registered, and is in service.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/lifecycle-hooks-overview.html
 */
export const admitMember = (fleet: Fleet, group: GroupRecord, member: Member): void =>
  awaitLifecycleHooks(fleet, group, member, {
    transition: 'autoscaling:EC2_INSTANCE_LAUNCHING',
    proceed: (result, why) => {
      if (result === 'CONTINUE') putInService(fleet, group, member);
      else abandon(fleet, group, member, why);
    },
  });

/** The same for an instance that joins the group as it runs, once the group reacts. */
export const admitSoon = (fleet: Fleet, group: GroupRecord, member: Member): void => {
  fleet.kernel.clock.after(fleet.settings.reactionSeconds * 1000, () => {
    if (member.lifecycleState === 'Pending') admitMember(fleet, group, member);
  });
};

/** One that has ended meanwhile is found to be unhealthy instead. */
const putInService = (fleet: Fleet, group: GroupRecord, member: Member): void => {
  if (fleet.ec2.instance(member.instanceId)?.state !== 'running') {
    checkMember(fleet, group, member.instanceId);
    return;
  }
  const { nowMs } = fleet.kernel.clock;
  member.lifecycleState = 'InService';
  member.inServiceAtMs = nowMs;
  if (!group.suspended.has('AddToLoadBalancer')) {
    for (const arn of group.targetGroupArns) fleet.elbv2.register(arn, member.instanceId);
  }
  endActivity(fleet, group, member.activity, 'Successful');
  beginCooldown(fleet, group);
  if (group.members.size !== group.desired || group.maintenance !== undefined) fleet.lookSoon(group);
};

/** The instance is ended and another one launched in its place; the wording is unverified. */
const abandon = (fleet: Fleet, group: GroupRecord, member: Member, why: string): void => {
  cancelLaunch(fleet, group, member.activity, why);
  const time = causeTime(fleet.kernel.clock.nowMs);
  const cause = `At ${time} an instance was taken out of service in response to a lifecycle action that was abandoned.`;
  terminateMember(fleet, group, member, cause);
  fleet.lookSoon(group);
};
