import type { Kernel, ServiceModule } from '../../kernel.ts';
import type { Ec2Model } from '../ec2/ec2-model.ts';
import type { Elbv2Model } from '../elbv2/elbv2-model.ts';
import { attachInstances } from './attach-instances.ts';
import { autoScalingGroupResource } from './auto-scaling-group-resource.ts';
import { AutoScalingModel } from './autoscaling-model.ts';
import { completeLifecycleAction } from './complete-lifecycle-action.ts';
import { createOrUpdateTags } from './create-or-update-tags.ts';
import { deleteLifecycleHook } from './delete-lifecycle-hook.ts';
import { deletePolicy } from './delete-policy.ts';
import { deleteWarmPool } from './delete-warm-pool.ts';
import { describeAutoScalingGroups } from './describe-auto-scaling-groups.ts';
import { describeAutoScalingInstances } from './describe-auto-scaling-instances.ts';
import { describeLifecycleHooks } from './describe-lifecycle-hooks.ts';
import { describePolicies } from './describe-policies.ts';
import { describeScalingActivities } from './describe-scaling-activities.ts';
import { describeTags } from './describe-tags.ts';
import { describeWarmPool } from './describe-warm-pool.ts';
import { detachInstances } from './detach-instances.ts';
import { enterStandby } from './enter-standby.ts';
import { executePolicy } from './execute-policy.ts';
import { exitStandby } from './exit-standby.ts';
import type { AutoScalingSettings } from './fleet.ts';
import { publishGroupMetrics } from './group-metrics.ts';
import { lifecycleHookResource } from './lifecycle-hook-resource.ts';
import { putLifecycleHook } from './put-lifecycle-hook.ts';
import { putScalingPolicy } from './put-scaling-policy.ts';
import { putWarmPool } from './put-warm-pool.ts';
import { recordLifecycleActionHeartbeat } from './record-lifecycle-action-heartbeat.ts';
import { resumeProcesses } from './resume-processes.ts';
import { setDesiredCapacity } from './set-desired-capacity.ts';
import { setInstanceHealth } from './set-instance-health.ts';
import { setInstanceProtection } from './set-instance-protection.ts';
import { suspendProcesses } from './suspend-processes.ts';
import { terminateInstanceInAutoScalingGroup } from './terminate-instance-in-auto-scaling-group.ts';
import { updateAutoScalingGroup } from './update-auto-scaling-group.ts';
import { warmPoolResource } from './warm-pool-resource.ts';

export type AutoScaling = ServiceModule & AutoScalingModel;

export interface AutoScalingParts {
  readonly ec2: Ec2Model;
  readonly elbv2: Elbv2Model;
  readonly settings?: Partial<AutoScalingSettings>;
}

/** EC2 Auto Scaling: groups that keep their size, replace the sick, and tell what they did as activities and events. */
export const createAutoScaling = (kernel: Kernel, { ec2, elbv2, settings }: AutoScalingParts): AutoScaling => {
  const model = new AutoScalingModel(kernel, ec2, elbv2, settings);
  publishGroupMetrics(model);
  const module: ServiceModule = {
    service: {
      name: 'autoscaling',
      integration: { name: 'autoscaling', errorPrefix: 'AutoScaling' },
      operations: {
        AttachInstances: attachInstances(model),
        CompleteLifecycleAction: completeLifecycleAction(model),
        CreateOrUpdateTags: createOrUpdateTags(model),
        DeleteLifecycleHook: deleteLifecycleHook(model),
        DeletePolicy: deletePolicy(model),
        DeleteWarmPool: deleteWarmPool(model),
        DescribeAutoScalingGroups: describeAutoScalingGroups(model),
        DescribeAutoScalingInstances: describeAutoScalingInstances(model),
        DescribeLifecycleHooks: describeLifecycleHooks(model),
        DescribePolicies: describePolicies(model),
        DescribeScalingActivities: describeScalingActivities(model),
        DescribeTags: describeTags(model),
        DescribeWarmPool: describeWarmPool(model),
        DetachInstances: detachInstances(model),
        EnterStandby: enterStandby(model),
        ExecutePolicy: executePolicy(model),
        ExitStandby: exitStandby(model),
        PutLifecycleHook: putLifecycleHook(model),
        PutScalingPolicy: putScalingPolicy(model),
        PutWarmPool: putWarmPool(model),
        RecordLifecycleActionHeartbeat: recordLifecycleActionHeartbeat(model),
        ResumeProcesses: resumeProcesses(model),
        SetDesiredCapacity: setDesiredCapacity(model),
        SetInstanceHealth: setInstanceHealth(model),
        SetInstanceProtection: setInstanceProtection(model),
        SuspendProcesses: suspendProcesses(model),
        TerminateInstanceInAutoScalingGroup: terminateInstanceInAutoScalingGroup(model),
        UpdateAutoScalingGroup: updateAutoScalingGroup(model),
      },
    },
    resources: [autoScalingGroupResource(model), lifecycleHookResource(model), warmPoolResource(model)],
  };
  return Object.assign(model, module);
};
