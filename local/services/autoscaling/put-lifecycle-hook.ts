import { operation } from '../../kernel.ts';
import { groupAccess } from './access.ts';
import type { AutoScalingModel } from './autoscaling-model.ts';
import { sendTestMessage } from './notify-target.ts';
import { readLifecycleHook } from './read-lifecycle-hook.ts';
import { refuseUnknown } from './refuse-unknown.ts';

export interface PutLifecycleHookInput {
  readonly AutoScalingGroupName: string;
  readonly LifecycleHookName: string;
  readonly LifecycleTransition?: string;
  readonly DefaultResult?: string;
  readonly HeartbeatTimeout?: number;
  readonly NotificationMetadata?: string;
  readonly NotificationTargetARN?: string;
  readonly RoleARN?: string;
}

const KNOWN: ReadonlySet<string> = new Set<keyof PutLifecycleHookInput>([
  'AutoScalingGroupName',
  'LifecycleHookName',
  'LifecycleTransition',
  'DefaultResult',
  'HeartbeatTimeout',
  'NotificationMetadata',
  'NotificationTargetARN',
  'RoleARN',
]);

/** Instances that wait already do not wait for it: https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PutLifecycleHook.html */
export const putLifecycleHook = (model: AutoScalingModel) =>
  operation({
    authorize: (input: PutLifecycleHookInput) => groupAccess(model, 'PutLifecycleHook', input.AutoScalingGroupName),
    run: async (input) => {
      refuseUnknown(model.kernel, 'PutLifecycleHook', input, KNOWN);
      const group = model.existing(input.AutoScalingGroupName);
      const hook = readLifecycleHook(group, {
        name: input.LifecycleHookName,
        transition: input.LifecycleTransition,
        heartbeatSeconds: input.HeartbeatTimeout,
        defaultResult: input.DefaultResult,
        metadata: input.NotificationMetadata,
        targetArn: input.NotificationTargetARN,
        roleArn: input.RoleARN,
      });
      if (input.NotificationTargetARN && hook.notification !== undefined) {
        await sendTestMessage(model.kernel, group, hook.notification);
      }
      group.hooks.set(hook.name, hook);
      return {};
    },
  });
