import { operation } from '../../kernel.ts';
import { groupAccess } from './access.ts';
import { admitSoon } from './admit-member.ts';
import type { AutoScalingModel } from './autoscaling-model.ts';
import { beginMove } from './begin-move.ts';
import { describeActivity } from './describe-scaling-activities.ts';
import { checkDesired, namedMembers } from './named-members.ts';

export interface ExitStandbyInput {
  readonly AutoScalingGroupName: string;
  readonly InstanceIds?: readonly string[];
}

/**
 * The desired capacity grows by what comes back: https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_ExitStandby.html.
 * It comes back as pending, through the hooks: https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-lifecycle.html
 */
export const exitStandby = (model: AutoScalingModel) =>
  operation({
    authorize: (input: ExitStandbyInput) => groupAccess(model, 'ExitStandby', input.AutoScalingGroupName),
    run: (input) => {
      const group = model.existing(input.AutoScalingGroupName);
      const members = namedMembers(group, input.InstanceIds, ['Standby']);
      checkDesired(group, members.length, 'move out of standby');
      const activities = members.map((member) => {
        const deed = 'was moved out of standby';
        member.activity = beginMove(model, group, { instance: member, kind: 'exit-standby', change: 1, deed });
        member.lifecycleState = 'Pending';
        admitSoon(model, group, member);
        return describeActivity(member.activity);
      });
      return { Activities: activities };
    },
  });
