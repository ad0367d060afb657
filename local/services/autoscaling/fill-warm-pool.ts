import { chooseVictim } from './choose-victim.ts';
import { chooseZones } from './choose-zones.ts';
import { causeTime, type Fleet } from './fleet.ts';
import { countedMembers, type Group, type GroupRecord, isTerminating, type Member } from './group.ts';
import { launchOne, usableZones } from './launch-one.ts';
import { avoidZone, retryLater } from './retry-launches.ts';
import { endWarmMember } from './warm-members.ts';

/** Launch into the warm pool what it lacks, or end what it has too many; which of them AWS ends is unverified. */
export const fillWarmPool = (fleet: Fleet, group: GroupRecord): void => {
  if (group.warmPool === undefined) return;
  const present = [...group.warmMembers.values()].filter((member) => !isTerminating(member));
  const missing = warmPoolSize(group) - present.length - returning(group);
  // What could not be started yet is still meant for the group (unverified).
  const surplus = -missing - Math.max(0, group.desired - countedMembers(group).length);
  if (missing > 0 && !group.suspended.has('Launch')) launch(fleet, group, present, missing);
  else if (surplus > 0 && !group.suspended.has('Terminate')) shrink(fleet, group, present, surplus);
  if (group.warmPool.isPendingDelete && group.warmMembers.size === 0) group.warmPool = undefined;
};

/**
 * How many instances the pool is to have: "the difference between the MaxGroupPreparedCapacity and the desired capacity", at least
 * its minimum: https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PutWarmPool.html
 */
const warmPoolSize = ({ warmPool, max, desired }: Group): number => {
  if (warmPool === undefined || warmPool.isPendingDelete) return 0;
  return Math.max(warmPool.minSize, (warmPool.maxPreparedCapacity ?? max) - desired);
};

const returning = (group: GroupRecord): number =>
  [...group.members.values()].filter(({ activity }) => activity.kind === 'return-to-warm-pool').length;

/** Words of the cause are unverified. */
const launch = (fleet: Fleet, group: GroupRecord, present: readonly Member[], launches: number): void => {
  const { nowMs } = fleet.kernel.clock;
  const counts = new Map(group.subnets.map(({ zone }) => [zone, 0]));
  for (const { zone } of present) counts.set(zone, (counts.get(zone) ?? 0) + 1);
  const cause = `At ${causeTime(nowMs)} an instance was started in response to a difference between desired and actual capacity, increasing the warm pool capacity from ${present.length} to ${present.length + launches}.`;
  for (const zone of chooseZones(counts, usableZones(group, nowMs), launches)) {
    if (launchOne(fleet, group, zone, cause, 'launch-into-warm-pool')) continue;
    avoidZone(fleet, group, zone);
    retryLater(fleet, group);
    return;
  }
};

const shrink = (fleet: Fleet, group: GroupRecord, present: readonly Member[], surplus: number): void => {
  const { clock, random } = fleet.kernel;
  let members = present;
  for (let taken = 0; taken < surplus; taken++) {
    const { terminationPolicies: policies, launchTemplate } = group;
    const victim = chooseVictim({ members, policies, launchTemplate, nowMs: clock.nowMs, draw: () => random.next() });
    if (victim === undefined) return;
    members = members.filter((member) => member !== victim);
    endWarmMember(fleet, group, victim, 'a difference between desired and actual capacity');
  }
};
