import { beginActivity } from './activities.ts';
import { causeTime, type Fleet } from './fleet.ts';
import type { Activity, GroupRecord, Member } from './group.ts';

export interface Move {
  readonly instance: Pick<Member, 'instanceId' | 'zone'>;
  readonly kind: Exclude<Activity['kind'], 'launch' | 'terminate'>;
  /** Of the desired capacity. */
  readonly change: number;
  /** What happened to the instance, as the cause has it. */
  readonly deed: string;
}

/**
 * Begin the activity of an instance that a user moves, and change the desired capacity with it. Words as in
 * https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_EnterStandby.html and .../API_ExitStandby.html
 */
export const beginMove = (fleet: Fleet, group: GroupRecord, { instance, kind, change, deed }: Move): Activity => {
  const { instanceId, zone } = instance;
  const { desired } = group;
  const verb = change < 0 ? 'shrinking' : 'increasing';
  const effect = change === 0 ? '' : `, ${verb} the capacity from ${desired} to ${desired + change}`;
  const time = causeTime(fleet.kernel.clock.nowMs);
  group.desired += change;
  return beginActivity(fleet, group, {
    kind,
    statusCode: change > 0 ? 'PreInService' : 'InProgress',
    zone,
    subnetId: fleet.ec2.instance(instanceId)?.subnetId ?? '',
    instanceId,
    cause: `At ${time} instance ${instanceId} ${deed} in response to a user request${effect}.`,
  });
};
