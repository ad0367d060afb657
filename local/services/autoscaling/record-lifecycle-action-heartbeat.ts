import { operation } from '../../kernel.ts';
import { groupAccess } from './access.ts';
import type { AutoScalingModel } from './autoscaling-model.ts';
import { extendLifecycleAction } from './await-lifecycle-hooks.ts';
import { findLifecycleAction, type LifecycleActionName } from './find-lifecycle-action.ts';

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_RecordLifecycleActionHeartbeat.html */
export const recordLifecycleActionHeartbeat = (model: AutoScalingModel) =>
  operation({
    authorize: (input: LifecycleActionName) =>
      groupAccess(model, 'RecordLifecycleActionHeartbeat', input.AutoScalingGroupName),
    run: (input) => {
      extendLifecycleAction(model, findLifecycleAction(model.existing(input.AutoScalingGroupName), input));
      return {};
    },
  });
