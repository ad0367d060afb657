import { operation } from '../../kernel.ts';
import { groupAccess } from './access.ts';
import type { AutoScalingModel } from './autoscaling-model.ts';
import { readLifecycleHook } from './read-lifecycle-hook.ts';
import { refuseUnknown } from './refuse-unknown.ts';

export interface PutLifecycleHookInput {
  readonly AutoScalingGroupName: string;
  readonly LifecycleHookName: string;
  readonly LifecycleTransition?: string;
  readonly DefaultResult?: string;
  readonly HeartbeatTimeout?: number;
  readonly NotificationMetadata?: string;
}

const KNOWN: ReadonlySet<string> = new Set<keyof PutLifecycleHookInput>([
  'AutoScalingGroupName',
  'LifecycleHookName',
  'LifecycleTransition',
  'DefaultResult',
  'HeartbeatTimeout',
  'NotificationMetadata',
]);

/** Instances that wait already do not wait for it: https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PutLifecycleHook.html */
export const putLifecycleHook = (model: AutoScalingModel) =>
  operation({
    authorize: (input: PutLifecycleHookInput) => groupAccess(model, 'PutLifecycleHook', input.AutoScalingGroupName),
    run: (input) => {
      refuseUnknown(model.kernel, 'PutLifecycleHook', input, KNOWN);
      const group = model.existing(input.AutoScalingGroupName);
      const hook = readLifecycleHook(group, {
        name: input.LifecycleHookName,
        transition: input.LifecycleTransition,
        heartbeatSeconds: input.HeartbeatTimeout,
        defaultResult: input.DefaultResult,
        metadata: input.NotificationMetadata,
      });
      group.hooks.set(hook.name, hook);
      return {};
    },
  });
