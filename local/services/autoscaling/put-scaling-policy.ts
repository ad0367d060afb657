import { operation } from '../../kernel.ts';
import { groupAccess } from './access.ts';
import type { AutoScalingModel } from './autoscaling-model.ts';
import { oneOf } from './read-lifecycle-hook.ts';
import { refuseUnknown } from './refuse-unknown.ts';
import { ADJUSTMENT_TYPES, checkScalingPolicy, type ScalingPolicy } from './scaling-policy.ts';

export interface PutScalingPolicyInput {
  readonly AutoScalingGroupName: string;
  readonly PolicyName: string;
  /** @default SimpleScaling, the only kind that is modelled */
  readonly PolicyType?: string;
  readonly AdjustmentType?: string;
  readonly ScalingAdjustment?: number;
  readonly MinAdjustmentMagnitude?: number;
  readonly Cooldown?: number;
}

const KNOWN: ReadonlySet<string> = new Set<keyof PutScalingPolicyInput>([
  'AutoScalingGroupName',
  'PolicyName',
  'PolicyType',
  'AdjustmentType',
  'ScalingAdjustment',
  'MinAdjustmentMagnitude',
  'Cooldown',
]);

/** Simple scaling; members of other kinds of policies end the run: https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PutScalingPolicy.html */
export const putScalingPolicy = (model: AutoScalingModel) =>
  operation({
    authorize: (input: PutScalingPolicyInput) => groupAccess(model, 'PutScalingPolicy', input.AutoScalingGroupName),
    run: (input) => {
      refuseUnknown(model.kernel, 'PutScalingPolicy', input, KNOWN);
      const group = model.existing(input.AutoScalingGroupName);
      oneOf('PolicyType', input.PolicyType ?? 'SimpleScaling', ['SimpleScaling']);
      const { partition, region, account, random } = model.kernel;
      const name = input.PolicyName;
      const place = `arn:${partition}:autoscaling:${region}:${account}:scalingPolicy`;
      const policy: ScalingPolicy = {
        name,
        arn:
          group.policies.get(name)?.arn ??
          `${place}:${random.uuid()}:autoScalingGroupName/${group.name}:policyName/${name}`,
        adjustmentType: oneOf('AdjustmentType', input.AdjustmentType, ADJUSTMENT_TYPES),
        adjustment: input.ScalingAdjustment ?? Number.NaN,
        minMagnitude: input.MinAdjustmentMagnitude ?? 0,
        cooldownSeconds: input.Cooldown,
      };
      checkScalingPolicy(policy);
      group.policies.set(name, policy);
      return { PolicyARN: policy.arn, Alarms: [] };
    },
  });
