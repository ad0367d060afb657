import { operation } from '../../kernel.ts';
import { groupAccess } from './access.ts';
import type { AutoScalingModel } from './autoscaling-model.ts';
import { type MoveOutInput, moveOut } from './move-out.ts';

/** Without a decrement the group launches others in their place: https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_EnterStandby.html */
export const enterStandby = (model: AutoScalingModel) =>
  operation({
    authorize: (input: MoveOutInput) => groupAccess(model, 'EnterStandby', input.AutoScalingGroupName),
    run: (input) =>
      moveOut(model, input, {
        from: ['InService'],
        by: 'EnteringStandby',
        verb: 'place into standby',
        kind: 'enter-standby',
        deed: 'was moved to standby',
        arrive: (_group, member) => {
          member.lifecycleState = 'Standby';
        },
      }),
  });
