import { AwsError } from '../../kernel.ts';
import type { AutoScalingModel } from './autoscaling-model.ts';
import type { GroupRecord } from './group.ts';
import type { ScalingPolicy } from './scaling-policy.ts';

/** A policy by its ARN, or by its name within a group. */
export interface ScalingPolicyName {
  readonly AutoScalingGroupName?: string;
  readonly PolicyName: string;
}

export interface FoundPolicy {
  readonly group: GroupRecord;
  readonly policy: ScalingPolicy;
}

/** Undefined when there is none. */
export const lookUpPolicy = (model: AutoScalingModel, wanted: ScalingPolicyName): FoundPolicy | undefined => {
  const { AutoScalingGroupName: groupName, PolicyName: name } = wanted;
  for (const group of model.groups.values()) {
    if (groupName !== undefined && group.name !== groupName) continue;
    for (const policy of group.policies.values()) {
      if (policy.arn === name || (groupName !== undefined && policy.name === name)) return { group, policy };
    }
  }
  return undefined;
};

/** @throws `AwsError` ValidationError; its words are unverified */
export const findScalingPolicy = (model: AutoScalingModel, wanted: ScalingPolicyName): FoundPolicy => {
  const found = lookUpPolicy(model, wanted);
  if (found === undefined) throw new AwsError('ValidationError', `PolicyName not found - ${wanted.PolicyName}`);
  return found;
};
