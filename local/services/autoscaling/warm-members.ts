import type { Instance } from '../ec2/instance.ts';
import { beginActivity, cancelLaunch, endActivity } from './activities.ts';
import { awaitLifecycleHooks, dropLifecycleActions } from './await-lifecycle-hooks.ts';
import { causeTime, type Fleet } from './fleet.ts';
import { type GroupRecord, isTerminating, type Member } from './group.ts';

/** The instance of a warm pool's member changed its state; what the pool lacks then is made good by the next look of the group. */
export const onWarmInstance = (fleet: Fleet, group: GroupRecord, member: Member, instance: Instance): void => {
  const { lifecycleState } = member;
  if (instance.state === 'terminated') forget(fleet, group, member);
  else if (instance.state === 'running' && lifecycleState === 'Warmed:Pending') prepare(fleet, group, member);
  else if (instance.state === 'stopped' && lifecycleState.startsWith('Warmed:Pending')) settle(fleet, group, member);
};

/** An instance of the group leaves it for the pool, as it runs. */
export const enterWarmPool = (fleet: Fleet, group: GroupRecord, member: Member): void => {
  group.members.delete(member.instanceId);
  group.warmMembers.set(member.instanceId, member);
  member.lifecycleState = 'Warmed:Pending';
  rest(fleet, group, member);
  fleet.lookSoon(group);
};

/** End an instance of the pool. Words of its cause are unverified. */
export const endWarmMember = (fleet: Fleet, group: GroupRecord, member: Member, reason: string): void => {
  const { instanceId, zone } = member;
  dropLifecycleActions(group, instanceId);
  if (member.activity.endedAtMs === undefined) endActivity(fleet, group, member.activity, 'Cancelled');
  const subnetId = fleet.ec2.instance(instanceId)?.subnetId ?? '';
  const cause = `At ${causeTime(fleet.kernel.clock.nowMs)} an instance was taken out of the warm pool in response to ${reason}.`;
  const start = {
    kind: 'terminate-in-warm-pool',
    statusCode: 'InProgress',
    zone,
    subnetId,
    instanceId,
    cause,
  } as const;
  member.activity = beginActivity(fleet, group, start);
  member.lifecycleState = 'Warmed:Terminating';
  awaitLifecycleHooks(fleet, group, member, {
    transition: 'autoscaling:EC2_INSTANCE_TERMINATING',
    proceed: () => fleet.ec2.terminate(instanceId),
  });
};

const prepare = (fleet: Fleet, group: GroupRecord, member: Member): void =>
  awaitLifecycleHooks(fleet, group, member, {
    transition: 'autoscaling:EC2_INSTANCE_LAUNCHING',
    proceed: (result, why) => {
      if (result === 'CONTINUE') {
        rest(fleet, group, member);
        return;
      }
      cancelLaunch(fleet, group, member.activity, why);
      endWarmMember(fleet, group, member, 'a lifecycle action that was abandoned');
    },
  });

/** Into the state that the pool keeps its instances in. A hibernated one is a stopped one that remembers: here they are alike. */
const rest = (fleet: Fleet, group: GroupRecord, member: Member): void => {
  if (group.warmPool?.poolState === 'Running') settle(fleet, group, member);
  else fleet.ec2.stop(member.instanceId);
};

const settle = (fleet: Fleet, group: GroupRecord, member: Member): void => {
  member.lifecycleState = `Warmed:${group.warmPool?.poolState ?? 'Stopped'}`;
  endActivity(fleet, group, member.activity, 'Successful');
};

const forget = (fleet: Fleet, group: GroupRecord, member: Member): void => {
  dropLifecycleActions(group, member.instanceId);
  group.warmMembers.delete(member.instanceId);
  fleet.groupOfInstance.delete(member.instanceId);
  if (member.activity.endedAtMs === undefined) {
    endActivity(fleet, group, member.activity, isTerminating(member) ? 'Successful' : 'Failed');
  }
  fleet.lookSoon(group);
};
