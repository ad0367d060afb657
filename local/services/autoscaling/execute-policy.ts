import { operation } from '../../kernel.ts';
import { groupAccess } from './access.ts';
import type { AutoScalingModel } from './autoscaling-model.ts';
import { checkCooldown } from './check-cooldown.ts';
import { findScalingPolicy, lookUpPolicy, type ScalingPolicyName } from './find-scaling-policy.ts';
import { refuseUnknown } from './refuse-unknown.ts';
import { adjustedCapacity } from './scaling-policy.ts';

export interface ExecutePolicyInput extends ScalingPolicyName {
  /** @default false */
  readonly HonorCooldown?: boolean;
}

const KNOWN: ReadonlySet<string> = new Set<keyof ExecutePolicyInput>([
  'AutoScalingGroupName',
  'PolicyName',
  'HonorCooldown',
]);

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_ExecutePolicy.html; the policy's cooldown goes before the group's. */
export const executePolicy = (model: AutoScalingModel) =>
  operation({
    authorize: (input: ExecutePolicyInput) =>
      groupAccess(model, 'ExecutePolicy', lookUpPolicy(model, input)?.group.name ?? ''),
    run: (input) => {
      refuseUnknown(model.kernel, 'ExecutePolicy', input, KNOWN);
      const { group, policy } = findScalingPolicy(model, input);
      if (input.HonorCooldown === true) checkCooldown(model, group);
      model.setDesired(group, adjustedCapacity(policy, group), `a user request executed policy ${policy.name}`);
      group.policyCooldownSeconds = policy.cooldownSeconds;
      return {};
    },
  });
