import { operation } from '../../kernel.ts';
import type { AutoScalingModel } from './autoscaling-model.ts';
import type { Group } from './group.ts';
import { pageOfRecords, type RecordsInput } from './page-of-records.ts';
import type { ScalingPolicy } from './scaling-policy.ts';

export interface DescribePoliciesInput extends RecordsInput {
  /** None: those of all groups. */
  readonly AutoScalingGroupName?: string;
  /** Names or ARNs; none: all. */
  readonly PolicyNames?: readonly string[];
  readonly PolicyTypes?: readonly string[];
}

const RECORDS = { most: 100, usual: 50 };

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DescribePolicies.html */
export const describePolicies = (model: AutoScalingModel) =>
  operation({
    authorize: (_input: DescribePoliciesInput) => [{ action: 'autoscaling:DescribePolicies', resource: '*' }],
    run: (input) => {
      const page = pageOfRecords(input, RECORDS, () => select(model, input));
      return { ScalingPolicies: page.items, NextToken: page.nextToken };
    },
  });

const select = (model: AutoScalingModel, input: DescribePoliciesInput) => {
  const { AutoScalingGroupName: name, PolicyNames: names, PolicyTypes: types } = input;
  const groups = name === undefined ? [...model.groups.values()] : [model.existing(name)];
  return groups.flatMap((group) =>
    [...group.policies.values()]
      .filter((policy) => !names?.length || names.includes(policy.name) || names.includes(policy.arn))
      .filter(() => !types?.length || types.includes('SimpleScaling'))
      .map((policy) => describe(group, policy)),
  );
};

const describe = (group: Group, policy: ScalingPolicy) => ({
  AutoScalingGroupName: group.name,
  PolicyName: policy.name,
  PolicyARN: policy.arn,
  PolicyType: 'SimpleScaling',
  AdjustmentType: policy.adjustmentType,
  ScalingAdjustment: policy.adjustment,
  ...(policy.minMagnitude > 0 ? { MinAdjustmentMagnitude: policy.minMagnitude } : {}),
  ...(policy.cooldownSeconds === undefined ? {} : { Cooldown: policy.cooldownSeconds }),
  StepAdjustments: [],
  Alarms: [],
  Enabled: true,
});
