import { AwsError, operation } from '../../kernel.ts';
import { paginate } from '../ec2/paginate.ts';
import type { AutoScalingModel } from './autoscaling-model.ts';
import { describeMember } from './describe-member.ts';
import { describeWarmPool as describe } from './warm-pool.ts';

export interface DescribeWarmPoolInput {
  readonly AutoScalingGroupName: string;
  readonly MaxRecords?: number;
  readonly NextToken?: string;
}

const MAX_RECORDS = 50;

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DescribeWarmPool.html */
export const describeWarmPool = (model: AutoScalingModel) =>
  operation({
    authorize: (_input: DescribeWarmPoolInput) => [{ action: 'autoscaling:DescribeWarmPool', resource: '*' }],
    run: (input) => {
      const size = input.MaxRecords ?? MAX_RECORDS;
      if (size < 1 || size > MAX_RECORDS) {
        throw new AwsError('ValidationError', `MaxRecords is ${size}; it must be between 1 and ${MAX_RECORDS}`);
      }
      const group = model.existing(input.AutoScalingGroupName);
      const page = paginate([...group.warmMembers.values()], size, input.NextToken);
      return {
        ...(group.warmPool === undefined ? {} : { WarmPoolConfiguration: describe(group.warmPool) }),
        Instances: page.items.map(describeMember),
        NextToken: page.nextToken,
      };
    },
  });
