import { endActivity } from './activities.ts';
import type { AutoScalingModel } from './autoscaling-model.ts';
import { beginMove, type Move } from './begin-move.ts';
import { describeActivity } from './describe-scaling-activities.ts';
import type { GroupRecord, Member } from './group.ts';
import { checkDesired, namedMembers } from './named-members.ts';
import { drainMember } from './terminate-member.ts';

export interface MoveOutInput {
  readonly AutoScalingGroupName: string;
  readonly InstanceIds?: readonly string[];
  readonly ShouldDecrementDesiredCapacity: boolean;
}

/** A way out of service. */
export interface WayOut extends Pick<Move, 'kind' | 'deed'> {
  /** States that lead to it. */
  readonly from: readonly Member['lifecycleState'][];
  /** The state of a member that drains on its way. */
  readonly by: Member['lifecycleState'];
  /** What the operation does, in the refusal of a size out of bounds. */
  readonly verb: string;
  /** Called for a member that has drained and has not ended meanwhile. */
  readonly arrive: (group: GroupRecord, member: Member) => void;
}

/** Take members out of service, each drained first; without a decrement the group launches others in their place. */
export const moveOut = (model: AutoScalingModel, input: MoveOutInput, { from, by, verb, arrive, ...move }: WayOut) => {
  const group = model.existing(input.AutoScalingGroupName);
  const members = namedMembers(group, input.InstanceIds, from);
  const change = input.ShouldDecrementDesiredCapacity ? -1 : 0;
  checkDesired(group, change * members.length, verb);
  const activities = members.map((member) => {
    member.activity = beginMove(model, group, { instance: member, change, ...move });
    member.lifecycleState = by;
    model.kernel.clock.at(drainMember(model, group, member.instanceId), () => {
      if (member.lifecycleState !== by) return;
      arrive(group, member);
      endActivity(model, group, member.activity, 'Successful');
    });
    return describeActivity(member.activity);
  });
  model.lookSoon(group);
  return { Activities: activities };
};
