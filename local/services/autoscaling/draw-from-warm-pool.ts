import { AwsError } from '../../kernel.ts';
import { beginActivity, endActivity } from './activities.ts';
import { admitMember } from './admit-member.ts';
import { chooseZones } from './choose-zones.ts';
import type { Fleet } from './fleet.ts';
import { type GroupRecord, type Member, zoneCounts } from './group.ts';

/**
 * Move instances that are ready from the warm pool into the group, balanced over zones as far as the pool allows. One that cannot be started, for want
 * of capacity or over the quota, stays in the pool, and its zone is left to what is launched anew (unverified).
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-warm-pools.html
 *
 * @returns how many there were, at most so many
 */
export const drawFromWarmPool = (fleet: Fleet, group: GroupRecord, launches: number, cause: string): number => {
  const failedZones = new Set<string>();
  let drawn = 0;
  while (drawn < launches) {
    const ready = [...group.warmMembers.values()].filter((member) => isReady(member) && !failedZones.has(member.zone));
    const [zone] = chooseZones(zoneCounts(group), [...new Set(ready.map((member) => member.zone))], 1);
    const member = ready.find((candidate) => candidate.zone === zone);
    if (member === undefined) break;
    if (draw(fleet, group, member, cause)) drawn += 1;
    else failedZones.add(member.zone);
  }
  return drawn;
};

const isReady = ({ lifecycleState }: Member): boolean => /^Warmed:(Stopped|Running|Hibernated)$/.test(lifecycleState);

/** @returns whether it runs or starts; a start that fails is an activity too */
const draw = (fleet: Fleet, group: GroupRecord, member: Member, cause: string): boolean => {
  const { instanceId, zone } = member;
  const instance = fleet.ec2.existing(instanceId);
  const { subnetId } = instance;
  const isRunning = instance.state === 'running';
  const start = {
    kind: 'launch-from-warm-pool',
    statusCode: 'PreInService',
    zone,
    subnetId,
    instanceId,
    cause,
  } as const;
  try {
    if (!isRunning) fleet.ec2.start(instanceId);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const activity = beginActivity(fleet, group, { ...start, statusCode: 'InProgress' });
    endActivity(fleet, group, activity, 'Failed', `${error.message} Launching EC2 instance failed.`);
    return false;
  }
  group.warmMembers.delete(instanceId);
  group.members.set(instanceId, member);
  member.activity = beginActivity(fleet, group, start);
  member.lifecycleState = 'Pending';
  if (isRunning) admitMember(fleet, group, member);
  return true;
};
