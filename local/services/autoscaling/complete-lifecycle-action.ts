import { operation } from '../../kernel.ts';
import { groupAccess } from './access.ts';
import type { AutoScalingModel } from './autoscaling-model.ts';
import { findLifecycleAction, type LifecycleActionName } from './find-lifecycle-action.ts';
import { LIFECYCLE_ACTION_RESULTS } from './lifecycle-hook.ts';
import { oneOf } from './read-lifecycle-hook.ts';

export interface CompleteLifecycleActionInput extends LifecycleActionName {
  readonly LifecycleActionResult: string;
}

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_CompleteLifecycleAction.html */
export const completeLifecycleAction = (model: AutoScalingModel) =>
  operation({
    authorize: (input: CompleteLifecycleActionInput) =>
      groupAccess(model, 'CompleteLifecycleAction', input.AutoScalingGroupName),
    run: (input) => {
      const result = oneOf('LifecycleActionResult', input.LifecycleActionResult, LIFECYCLE_ACTION_RESULTS);
      const action = findLifecycleAction(model.existing(input.AutoScalingGroupName), input);
      action.end(result, `Lifecycle Action Completed with ${result} Result`);
      return {};
    },
  });
