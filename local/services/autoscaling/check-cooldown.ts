import { AwsError } from '../../kernel.ts';
import type { Fleet } from './fleet.ts';
import { type Group, type GroupRecord, isInService } from './group.ts';

/**
 * What honours the cooldown waits "for any previous scaling activities to complete" and for the time after the last of them:
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-scaling-cooldowns.html
 *
 * @throws `AwsError` ScalingActivityInProgress
 */
export const checkCooldown = ({ kernel }: Fleet, group: Group): void => {
  const isUnderWay = [...group.members.values()].some(
    (member) => !isInService(member) && member.activity.endedAtMs === undefined,
  );
  if (!isUnderWay && kernel.clock.nowMs >= group.cooldownUntilMs) return;
  const last = group.activities.at(-1)?.activityId;
  throw new AwsError('ScalingActivityInProgress', `Scaling activity ${last} is in progress and blocks this action`);
};

/** An instance came or went: the cooldown begins anew, as long as the policy says that asked for it, or the group. */
export const beginCooldown = ({ kernel }: Fleet, group: GroupRecord): void => {
  const seconds = group.policyCooldownSeconds ?? group.cooldownSeconds;
  group.cooldownUntilMs = kernel.clock.nowMs + seconds * 1000;
};
