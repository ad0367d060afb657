import { AwsError, operation } from '../../kernel.ts';
import { groupAccess } from './access.ts';
import type { AutoScalingModel } from './autoscaling-model.ts';
import type { GroupRecord } from './group.ts';

export interface DeleteLifecycleHookInput {
  readonly AutoScalingGroupName: string;
  readonly LifecycleHookName: string;
}

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DeleteLifecycleHook.html */
export const deleteLifecycleHook = (model: AutoScalingModel) =>
  operation({
    authorize: (input: DeleteLifecycleHookInput) =>
      groupAccess(model, 'DeleteLifecycleHook', input.AutoScalingGroupName),
    run: (input) => {
      removeLifecycleHook(model.existing(input.AutoScalingGroupName), input.LifecycleHookName);
      return {};
    },
  });

/**
 * "If there are any outstanding lifecycle actions, they are completed first (ABANDON for launching instances, CONTINUE for
 * terminating instances)" (the page above).
 *
 * @throws `AwsError` ValidationError when the group has no such hook; its words are unverified
 */
export const removeLifecycleHook = (group: GroupRecord, name: string): void => {
  const hook = group.hooks.get(name);
  if (hook === undefined) throw new AwsError('ValidationError', `No Lifecycle Hook found with name: ${name}`);
  group.hooks.delete(name);
  const result = hook.transition === 'autoscaling:EC2_INSTANCE_LAUNCHING' ? 'ABANDON' : 'CONTINUE';
  for (const action of [...group.actions.values()]) {
    if (action.hook.name === name) action.end(result, 'Lifecycle Hook Deleted');
  }
};
