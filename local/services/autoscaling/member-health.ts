import type { Fleet } from './fleet.ts';
import { type Group, type GroupRecord, isPending, type Member } from './group.ts';

/** Why a member is unhealthy, or when to look again; neither: nothing is wrong. Words of activity causes. */
export type MemberFinding = { readonly because: string } | { readonly lookAgainAtMs: number } | undefined;

/** https://repost.aws/knowledge-center/auto-scaling-instance-how-terminated */
export const ENDED_OR_STOPPED = 'an EC2 health check indicating it has been terminated or stopped';

/**
 * What the group's health checks find of a member in service. An instance that no longer runs is unhealthy at once; what
 * status checks and load balancers say counts after the grace period:
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-health-checks.html,
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/health-check-grace-period.html
 */
export const examineMember = (fleet: Fleet, group: Group, member: Member): MemberFinding => {
  const instance = fleet.ec2.instance(member.instanceId);
  if (instance === undefined || (instance.state !== 'running' && instance.state !== 'pending')) {
    return { because: ENDED_OR_STOPPED };
  }
  if (member.inServiceAtMs === undefined) return undefined;
  const because = instance.isImpaired
    ? 'an EC2 instance status checks failure'
    : isUnhealthyToLoadBalancer(fleet, group, member)
      ? 'an ELB system health check failure'
      : undefined;
  if (because === undefined) return undefined;
  const graceEndsAtMs = member.inServiceAtMs + group.gracePeriodSeconds * 1000;
  return fleet.kernel.clock.nowMs < graceEndsAtMs ? { lookAgainAtMs: graceEndsAtMs } : { because };
};

const isUnhealthyToLoadBalancer = (fleet: Fleet, group: Group, member: Member): boolean =>
  usesLoadBalancerHealth(group) &&
  group.targetGroupArns.some(
    (arn) => fleet.elbv2.targetGroup(arn)?.targets.get(member.instanceId)?.state === 'unhealthy',
  );

/** `ELB`, or a list with it: https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_AutoScalingGroup.html */
export const usesLoadBalancerHealth = (group: Group): boolean => group.healthCheckType.split(',').includes('ELB');

/** Look at a member's health and, if it is bad, mark it and have the group act. */
export const checkMember = (fleet: Fleet, group: GroupRecord, instanceId: string): void => {
  const member = group.members.get(instanceId);
  if (member === undefined || !isChecked(member) || group.suspended.has('HealthCheck')) return;
  const finding = examineMember(fleet, group, member);
  if (finding === undefined) return;
  if ('because' in finding) markUnhealthy(fleet, group, member, finding.because);
  else fleet.kernel.clock.at(finding.lookAgainAtMs, () => checkMember(fleet, group, instanceId));
};

/** What is on standby is not checked: https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-enter-exit-standby.html */
const isChecked = (member: Member): boolean => member.lifecycleState === 'InService' || isPending(member);

export const markUnhealthy = (fleet: Fleet, group: GroupRecord, member: Member, because: string): void => {
  if (!member.isHealthy) return;
  member.isHealthy = false;
  member.unhealthyBecause = because;
  fleet.lookSoon(group);
};
