import { operation } from '../../kernel.ts';
import type { AutoScalingModel } from './autoscaling-model.ts';
import { describeMember } from './describe-member.ts';
import { pageOfRecords, type RecordsInput } from './page-of-records.ts';
import { describeWarmPool as describe } from './warm-pool.ts';

export interface DescribeWarmPoolInput extends RecordsInput {
  readonly AutoScalingGroupName: string;
}

const RECORDS = { most: 50, usual: 50 };

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DescribeWarmPool.html */
export const describeWarmPool = (model: AutoScalingModel) =>
  operation({
    authorize: (_input: DescribeWarmPoolInput) => [{ action: 'autoscaling:DescribeWarmPool', resource: '*' }],
    run: (input) => {
      const find = () => model.existing(input.AutoScalingGroupName);
      const page = pageOfRecords(input, RECORDS, () => [...find().warmMembers.values()]);
      const { warmPool } = find();
      return {
        ...(warmPool === undefined ? {} : { WarmPoolConfiguration: describe(warmPool) }),
        Instances: page.items.map(describeMember),
        NextToken: page.nextToken,
      };
    },
  });
