import { operation } from '../../kernel.ts';
import type { AutoScalingModel } from './autoscaling-model.ts';
import { globalTimeoutSeconds } from './lifecycle-hook.ts';

export interface DescribeLifecycleHooksInput {
  readonly AutoScalingGroupName: string;
  /** None: all of the group. */
  readonly LifecycleHookNames?: readonly string[];
}

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DescribeLifecycleHooks.html */
export const describeLifecycleHooks = (model: AutoScalingModel) =>
  operation({
    authorize: (_input: DescribeLifecycleHooksInput) => [
      { action: 'autoscaling:DescribeLifecycleHooks', resource: '*' },
    ],
    run: (input) => {
      const group = model.existing(input.AutoScalingGroupName);
      const names = input.LifecycleHookNames;
      const found = [...group.hooks.values()].filter(({ name }) => !names?.length || names.includes(name));
      return {
        LifecycleHooks: found.map((hook) => ({
          LifecycleHookName: hook.name,
          AutoScalingGroupName: group.name,
          LifecycleTransition: hook.transition,
          ...(hook.metadata === undefined ? {} : { NotificationMetadata: hook.metadata }),
          ...(hook.notification === undefined
            ? {}
            : { NotificationTargetARN: hook.notification.targetArn, RoleARN: hook.notification.roleArn }),
          HeartbeatTimeout: hook.heartbeatSeconds,
          GlobalTimeout: globalTimeoutSeconds(hook),
          DefaultResult: hook.defaultResult,
        })),
      };
    },
  });
