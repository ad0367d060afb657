import { AwsError } from '../../kernel.ts';
import type { GroupRecord } from './group.ts';
import type { LifecycleAction } from './lifecycle-hook.ts';

/** How an operation names an action: by its token, or by the instance. */
export interface LifecycleActionName {
  readonly AutoScalingGroupName: string;
  readonly LifecycleHookName: string;
  readonly LifecycleActionToken?: string;
  readonly InstanceId?: string;
}

/**
 * Words as seen on AWS: https://github.com/spacelift-io/terraform-aws-spacelift-workerpool-on-ec2/pull/197 and
 * https://github.com/convox/rack/issues/2432
 *
 * @throws `AwsError` ValidationError when nothing waits under this name
 */
export const findLifecycleAction = (group: GroupRecord, name: LifecycleActionName): LifecycleAction => {
  const { LifecycleHookName, LifecycleActionToken: token, InstanceId } = name;
  const found = [...group.actions.values()].find(
    (action) =>
      action.hook.name === LifecycleHookName &&
      (token === undefined ? action.instanceId === InstanceId : action.token === token),
  );
  if (found !== undefined) return found;
  const sought = token === undefined ? `instance ID ${InstanceId}` : `token ${token}`;
  throw new AwsError('ValidationError', `No active Lifecycle Action found with ${sought}`);
};
