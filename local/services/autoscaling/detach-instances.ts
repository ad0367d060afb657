import { operation } from '../../kernel.ts';
import { groupAccess } from './access.ts';
import { endActivity } from './activities.ts';
import type { AutoScalingModel } from './autoscaling-model.ts';
import { beginMove } from './begin-move.ts';
import { describeActivity } from './describe-scaling-activities.ts';
import type { GroupRecord, Member } from './group.ts';
import { checkDesired, namedMembers } from './named-members.ts';
import { drainMember } from './terminate-member.ts';

export interface DetachInstancesInput {
  readonly AutoScalingGroupName: string;
  readonly InstanceIds?: readonly string[];
  readonly ShouldDecrementDesiredCapacity: boolean;
}

/** The instances live on outside the group: https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DetachInstances.html */
export const detachInstances = (model: AutoScalingModel) =>
  operation({
    authorize: (input: DetachInstancesInput) => groupAccess(model, 'DetachInstances', input.AutoScalingGroupName),
    run: (input) => {
      const group = model.existing(input.AutoScalingGroupName);
      const members = namedMembers(group, input.InstanceIds, ['InService', 'Standby']);
      const change = input.ShouldDecrementDesiredCapacity ? -1 : 0;
      checkDesired(group, change * members.length, 'detach');
      const activities = members.map((member) => {
        member.activity = beginMove(model, group, { instance: member, kind: 'detach', change, deed: 'was detached' });
        member.lifecycleState = 'Detaching';
        model.kernel.clock.at(drainMember(model, group, member.instanceId), () => letGo(model, group, member));
        return describeActivity(member.activity);
      });
      model.lookSoon(group);
      return { Activities: activities };
    },
  });

/** It may have ended while it drained. */
const letGo = (model: AutoScalingModel, group: GroupRecord, member: Member): void => {
  if (member.lifecycleState !== 'Detaching') return;
  group.members.delete(member.instanceId);
  model.groupOfInstance.delete(member.instanceId);
  model.ec2.changeGroup(member.instanceId, '');
  endActivity(model, group, member.activity, 'Successful');
};
