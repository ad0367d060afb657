import { AwsError, operation } from '../../kernel.ts';
import { paginate } from '../ec2/paginate.ts';
import type { AutoScalingModel } from './autoscaling-model.ts';
import type { Group } from './group.ts';
import type { ScalingPolicy } from './scaling-policy.ts';

export interface DescribePoliciesInput {
  /** None: those of all groups. */
  readonly AutoScalingGroupName?: string;
  /** Names or ARNs; none: all. */
  readonly PolicyNames?: readonly string[];
  readonly PolicyTypes?: readonly string[];
  readonly MaxRecords?: number;
  readonly NextToken?: string;
}

const DEFAULT_RECORDS = 50;
const MAX_RECORDS = 100;

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DescribePolicies.html */
export const describePolicies = (model: AutoScalingModel) =>
  operation({
    authorize: (_input: DescribePoliciesInput) => [{ action: 'autoscaling:DescribePolicies', resource: '*' }],
    run: (input) => {
      const size = input.MaxRecords ?? DEFAULT_RECORDS;
      if (size < 1 || size > MAX_RECORDS) {
        throw new AwsError('ValidationError', `MaxRecords is ${size}; it must be between 1 and ${MAX_RECORDS}`);
      }
      const { AutoScalingGroupName: name, PolicyNames: names, PolicyTypes: types } = input;
      const groups = name === undefined ? [...model.groups.values()] : [model.existing(name)];
      const found = groups.flatMap((group) =>
        [...group.policies.values()]
          .filter((policy) => !names?.length || names.includes(policy.name) || names.includes(policy.arn))
          .filter(() => !types?.length || types.includes('SimpleScaling'))
          .map((policy) => describe(group, policy)),
      );
      const page = paginate(found, size, input.NextToken);
      return { ScalingPolicies: page.items, NextToken: page.nextToken };
    },
  });

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
