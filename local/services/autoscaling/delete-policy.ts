import { operation } from '../../kernel.ts';
import { groupAccess } from './access.ts';
import type { AutoScalingModel } from './autoscaling-model.ts';
import { findScalingPolicy, lookUpPolicy, type ScalingPolicyName } from './find-scaling-policy.ts';

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DeletePolicy.html */
export const deletePolicy = (model: AutoScalingModel) =>
  operation({
    authorize: (input: ScalingPolicyName) =>
      groupAccess(model, 'DeletePolicy', lookUpPolicy(model, input)?.group.name ?? ''),
    run: (input) => {
      const { group, policy } = findScalingPolicy(model, input);
      group.policies.delete(policy.name);
      return {};
    },
  });
