import { AwsError, operation } from '../../kernel.ts';
import { paginate } from '../ec2/paginate.ts';
import type { AutoScalingModel } from './autoscaling-model.ts';
import { describeMember } from './describe-member.ts';

export interface DescribeAutoScalingInstancesInput {
  readonly InstanceIds?: readonly string[];
  readonly MaxRecords?: number;
  readonly NextToken?: string;
}

const MAX_RECORDS = 50;

/** Instances of no group are left out: https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DescribeAutoScalingInstances.html */
export const describeAutoScalingInstances = (model: AutoScalingModel) =>
  operation({
    authorize: (_input: DescribeAutoScalingInstancesInput) => [
      { action: 'autoscaling:DescribeAutoScalingInstances', resource: '*' },
    ],
    run: (input) => {
      const size = input.MaxRecords ?? MAX_RECORDS;
      if (size > MAX_RECORDS || (input.InstanceIds?.length ?? 0) > MAX_RECORDS) {
        throw new AwsError('ValidationError', `At most ${MAX_RECORDS} instances can be described at once`);
      }
      const ids = input.InstanceIds?.length ? input.InstanceIds : [...model.groupOfInstance.keys()];
      const found = ids.flatMap((id) => {
        const group = model.groupOfInstance.get(id);
        const member = group?.members.get(id) ?? group?.warmMembers.get(id);
        return group === undefined || member === undefined ? [] : [{ group, member }];
      });
      const page = paginate(found, size, input.NextToken);
      return {
        AutoScalingInstances: page.items.map(({ group, member }) => ({
          ...describeMember(member),
          // In this answer the status is written in capitals, unlike in DescribeAutoScalingGroups.
          HealthStatus: member.isHealthy ? 'HEALTHY' : 'UNHEALTHY',
          AutoScalingGroupName: group.name,
        })),
        NextToken: page.nextToken,
      };
    },
  });
