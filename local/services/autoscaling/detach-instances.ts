import { operation } from '../../kernel.ts';
import { groupAccess } from './access.ts';
import type { AutoScalingModel } from './autoscaling-model.ts';
import { type MoveOutInput, moveOut } from './move-out.ts';

/** The instances live on outside the group: https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DetachInstances.html */
export const detachInstances = (model: AutoScalingModel) =>
  operation({
    authorize: (input: MoveOutInput) => groupAccess(model, 'DetachInstances', input.AutoScalingGroupName),
    run: (input) =>
      moveOut(model, input, {
        from: ['InService', 'Standby'],
        by: 'Detaching',
        verb: 'detach',
        kind: 'detach',
        deed: 'was detached',
        arrive: (group, { instanceId }) => {
          group.members.delete(instanceId);
          model.groupOfInstance.delete(instanceId);
          model.ec2.changeGroup(instanceId, '');
        },
      }),
  });
