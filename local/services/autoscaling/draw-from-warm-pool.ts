import { beginActivity } from './activities.ts';
import { admitMember } from './admit-member.ts';
import { chooseZones } from './choose-zones.ts';
import type { Fleet } from './fleet.ts';
import { type GroupRecord, type Member, zoneCounts } from './group.ts';

/**
 * Move instances that are ready from the warm pool into the group, balanced over zones as far as the pool allows.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-warm-pools.html
 *
 * @returns how many there were, at most so many
 */
export const drawFromWarmPool = (fleet: Fleet, group: GroupRecord, launches: number, cause: string): number => {
  for (let drawn = 0; drawn < launches; drawn++) {
    const ready = [...group.warmMembers.values()].filter(isReady);
    const [zone] = chooseZones(zoneCounts(group), [...new Set(ready.map((member) => member.zone))], 1);
    const member = ready.find((candidate) => candidate.zone === zone);
    if (member === undefined) return drawn;
    draw(fleet, group, member, cause);
  }
  return launches;
};

const isReady = ({ lifecycleState }: Member): boolean => /^Warmed:(Stopped|Running|Hibernated)$/.test(lifecycleState);

const draw = (fleet: Fleet, group: GroupRecord, member: Member, cause: string): void => {
  const { instanceId, zone } = member;
  const instance = fleet.ec2.existing(instanceId);
  const { subnetId } = instance;
  const start = {
    kind: 'launch-from-warm-pool',
    statusCode: 'PreInService',
    zone,
    subnetId,
    instanceId,
    cause,
  } as const;
  group.warmMembers.delete(instanceId);
  group.members.set(instanceId, member);
  member.activity = beginActivity(fleet, group, start);
  member.lifecycleState = 'Pending';
  if (instance.state === 'running') admitMember(fleet, group, member);
  else fleet.ec2.start(instanceId);
};
