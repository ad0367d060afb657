import { AwsError, operation } from '../../kernel.ts';
import { groupAccess } from './access.ts';
import type { AutoScalingModel } from './autoscaling-model.ts';

export interface SetInstanceProtectionInput {
  readonly AutoScalingGroupName: string;
  readonly InstanceIds: readonly string[];
  readonly ProtectedFromScaleIn: boolean;
}

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_SetInstanceProtection.html */
export const setInstanceProtection = (model: AutoScalingModel) =>
  operation({
    authorize: (input: SetInstanceProtectionInput) =>
      groupAccess(model, 'SetInstanceProtection', input.AutoScalingGroupName),
    run: (input) => {
      const group = model.existing(input.AutoScalingGroupName);
      const members = input.InstanceIds.map((id) => {
        const member = group.members.get(id);
        if (member !== undefined) return member;
        throw new AwsError('ValidationError', `The instance ${id} is not part of Auto Scaling group ${group.name}.`);
      });
      for (const member of members) member.isProtected = input.ProtectedFromScaleIn;
      return {};
    },
  });
