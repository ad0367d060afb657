import { chooseVictim } from './choose-victim.ts';
import { fillWarmPool } from './fill-warm-pool.ts';
import { causeTime, type Fleet } from './fleet.ts';
import { countedMembers, type GroupRecord, isInService, isPending, zoneCounts } from './group.ts';
import { launchMembers, launchToBalance } from './launch-members.ts';
import { leastHealthy, mostHealthy } from './maintenance-policy.ts';
import { terminateMember } from './terminate-member.ts';

/**
 * One look of a group at itself: unhealthy members are ended first, then the difference between desired and actual
 * capacity is made good, then zones are balanced, then the warm pool is filled. "Auto Scaling creates a new scaling activity for terminating the unhealthy
 * instance and then terminates it. Later, another scaling activity launches a new instance":
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-health-checks.html
 */
export const lookAtGroup = (fleet: Fleet, group: GroupRecord): void => {
  const canTerminate = !group.suspended.has('Terminate');
  const canLaunch = !group.suspended.has('Launch');
  if (canTerminate && !group.suspended.has('ReplaceUnhealthy')) endUnhealthy(fleet, group);
  const missing = group.desired - capacityOf(group);
  if (missing > 0 && canLaunch) launchMembers(fleet, group, missing);
  else if (missing < 0 && canTerminate) shrink(fleet, group, -missing);
  else if (missing === 0 && canLaunch && canTerminate) balance(fleet, group);
  if ((missing <= 0 || canLaunch) && (missing >= 0 || canTerminate)) group.changes = [];
  fillWarmPool(fleet, group);
};

/** With a maintenance policy what is unhealthy does not count, so others are launched before it goes. */
const capacityOf = (group: GroupRecord): number => {
  const members = countedMembers(group);
  return group.maintenance === undefined ? members.length : members.filter(({ isHealthy }) => isHealthy).length;
};

/** https://docs.aws.amazon.com/autoscaling/ec2/userguide/instance-maintenance-policy-overview-and-considerations.html */
const mayReplace = (group: GroupRecord): boolean => {
  const { maintenance, desired } = group;
  if (maintenance === undefined) return true;
  const ready = countedMembers(group).filter((member) => member.isHealthy && isInService(member));
  return ready.length >= leastHealthy(maintenance, desired);
};

const endUnhealthy = (fleet: Fleet, group: GroupRecord): void => {
  if (!mayReplace(group)) return;
  const time = causeTime(fleet.kernel.clock.nowMs);
  for (const member of countedMembers(group)) {
    if (member.isHealthy) continue;
    const cause = `At ${time} an instance was taken out of service in response to ${member.unhealthyBecause}.`;
    terminateMember(fleet, group, member, cause);
  }
};

const shrink = (fleet: Fleet, group: GroupRecord, surplus: number): void => {
  const { clock, random } = fleet.kernel;
  const time = causeTime(clock.nowMs);
  const before = countedMembers(group).length;
  const causes = [
    ...group.changes,
    `At ${time} an instance was taken out of service in response to a difference between desired and actual capacity, shrinking the capacity from ${before} to ${before - surplus}.`,
  ];
  for (let taken = 0; taken < surplus; taken++) {
    const victim = chooseVictim({
      members: countedMembers(group),
      policies: group.terminationPolicies,
      launchTemplate: group.launchTemplate,
      nowMs: clock.nowMs,
      draw: () => random.next(),
    });
    if (victim === undefined) return;
    const chosen = `At ${time} instance ${victim.instanceId} was selected for termination.`;
    const isKept = group.warmPool?.isReusedOnScaleIn === true && !group.warmPool.isPendingDelete;
    const kind = isKept ? 'return-to-warm-pool' : 'terminate';
    terminateMember(fleet, group, victim, [...causes, chosen].join('  '), kind);
  }
};

/**
 * Launch one instance where fewest are when zones differ by two or more; once it is in service the group is one too large and
 * takes one from the fullest zone. With Terminate suspended AWS goes on launching; here balancing rests.
 * A zone whose members are all protected has none to give. New ones come first, even over the
 * maximum: https://docs.aws.amazon.com/autoscaling/ec2/userguide/auto-scaling-benefits.html#AutoScalingBehavior.InstanceUsage
 */
const balance = (fleet: Fleet, group: GroupRecord): void => {
  if (group.suspended.has('AZRebalance')) return;
  const members = countedMembers(group);
  if (members.some(isPending)) return;
  const { nowMs } = fleet.kernel.clock;
  const counts = zoneCounts(group);
  const least = [...counts].toSorted(([, a], [, b]) => a - b)[0];
  const givers = members.filter((member) => !member.isProtected).map((member) => counts.get(member.zone) ?? 0);
  if (least === undefined || Math.max(0, ...givers) - least[1] < 2) return;
  const avoidedUntilMs = group.avoidedZones.get(least[0]) ?? 0;
  if (avoidedUntilMs > nowMs) {
    // Up to a whole millisecond: a look that came back at this very instant would do so for ever.
    fleet.lookSoon(group, Math.ceil(avoidedUntilMs - nowMs) / 1000);
    return;
  }
  const { maintenance, desired } = group;
  if (maintenance !== undefined && mostHealthy(maintenance, desired) <= members.length) {
    if (members.length - 1 < leastHealthy(maintenance, desired)) return;
    shrink(fleet, group, 1);
    fleet.lookSoon(group);
    return;
  }
  const zones = [...counts.keys()].join(' ');
  const cause = `At ${causeTime(nowMs)} instances were launched to balance instances in zones ${zones} with other zones resulting in more than desired number of instances in the group.`;
  launchToBalance(fleet, group, least[0], cause);
};
