import type { Fleet } from '../../core/scaling/model.ts';
import type { Group, Member } from '../ports/fleets.ts';

/** The tag that marks what an installation may touch, and the one that nobody may touch (spec S8). */
const INSTALLATION_TAG = 'rubato:installation';
const PROTECT_TAG = 'rubato:protect';

/** Whether a group belongs to the installation. */
export const isOwned = ({ tags }: Group, installation: string): boolean => tags[INSTALLATION_TAG] === installation;

/** Whether a group is to be left alone; the tag's presence counts, not its value. */
export const isProtected = ({ tags }: Group): boolean => PROTECT_TAG in tags;

/** In service and healthy, as Auto Scaling sees it. */
export const isReady = ({ lifecycleState, isHealthy }: Member): boolean => lifecycleState === 'InService' && isHealthy;

/**
 * What a decision about size needs to know of a group. Lifecycle states:
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-lifecycle.html
 */
export function fleetOf(group: Group, installation: string): Fleet {
  const count = (matches: (member: Member) => boolean): number => group.members.filter(matches).length;
  return {
    group: group.name,
    desired: group.desired,
    groupMin: group.min,
    groupMax: group.max,
    ready: count(isReady),
    pending: count(({ lifecycleState }) => lifecycleState.startsWith('Pending')),
    unhealthy: count(
      (member) =>
        member.lifecycleState.startsWith('Terminating') || (member.lifecycleState === 'InService' && !member.isHealthy),
    ),
    isOwned: isOwned(group, installation),
    isProtected: isProtected(group),
  };
}
