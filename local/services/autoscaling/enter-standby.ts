import { operation } from '../../kernel.ts';
import { groupAccess } from './access.ts';
import { endActivity } from './activities.ts';
import type { AutoScalingModel } from './autoscaling-model.ts';
import { beginMove } from './begin-move.ts';
import { describeActivity } from './describe-scaling-activities.ts';
import type { GroupRecord, Member } from './group.ts';
import { checkDesired, namedMembers } from './named-members.ts';
import { drainMember } from './terminate-member.ts';

export interface EnterStandbyInput {
  readonly AutoScalingGroupName: string;
  readonly InstanceIds?: readonly string[];
  readonly ShouldDecrementDesiredCapacity: boolean;
}

/** Without a decrement the group launches others in their place: https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_EnterStandby.html */
export const enterStandby = (model: AutoScalingModel) =>
  operation({
    authorize: (input: EnterStandbyInput) => groupAccess(model, 'EnterStandby', input.AutoScalingGroupName),
    run: (input) => {
      const group = model.existing(input.AutoScalingGroupName);
      const members = namedMembers(group, input.InstanceIds, ['InService']);
      const change = input.ShouldDecrementDesiredCapacity ? -1 : 0;
      checkDesired(group, change * members.length, 'place into standby');
      const activities = members.map((member) => {
        member.activity = beginMove(model, group, {
          instance: member,
          kind: 'enter-standby',
          change,
          deed: 'was moved to standby',
        });
        member.lifecycleState = 'EnteringStandby';
        model.kernel.clock.at(drainMember(model, group, member.instanceId), () => settle(model, group, member));
        return describeActivity(member.activity);
      });
      model.lookSoon(group);
      return { Activities: activities };
    },
  });

/** It may have ended while it drained. */
const settle = (model: AutoScalingModel, group: GroupRecord, member: Member): void => {
  if (member.lifecycleState !== 'EnteringStandby') return;
  member.lifecycleState = 'Standby';
  endActivity(model, group, member.activity, 'Successful');
};
