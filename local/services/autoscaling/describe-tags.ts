import { AwsError, operation } from '../../kernel.ts';
import { paginate } from '../ec2/paginate.ts';
import type { AutoScalingModel } from './autoscaling-model.ts';
import type { GroupTag } from './group.ts';

export interface DescribeTagsInput {
  /** `auto-scaling-group`, `key`, `value` or `propagate-at-launch`; all must hold. */
  readonly Filters?: readonly { readonly Name?: string; readonly Values?: readonly string[] }[];
  readonly MaxRecords?: number;
  readonly NextToken?: string;
}

const DEFAULT_RECORDS = 50;

const FIELDS: Readonly<Record<string, (groupName: string, tag: GroupTag) => string>> = {
  'auto-scaling-group': (groupName) => groupName,
  key: (_groupName, tag) => tag.key,
  value: (_groupName, tag) => tag.value,
  'propagate-at-launch': (_groupName, tag) => String(tag.propagateAtLaunch),
};

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DescribeTags.html */
export const describeTags = (model: AutoScalingModel) =>
  operation({
    authorize: (_input: DescribeTagsInput) => [{ action: 'autoscaling:DescribeTags', resource: '*' }],
    run: (input) => {
      const tests = (input.Filters ?? []).map(({ Name: name = '', Values: values = [] }) => {
        const read = FIELDS[name];
        if (read === undefined) {
          throw new AwsError('ValidationError', `Filter ${name} is not one of ${Object.keys(FIELDS).join(', ')}`);
        }
        return (groupName: string, tag: GroupTag) => values.includes(read(groupName, tag));
      });
      const found = [...model.groups.values()].flatMap((group) =>
        [...group.tags.values()]
          .filter((tag) => tests.every((test) => test(group.name, tag)))
          .map((tag) => describeTag(group.name, tag)),
      );
      const page = paginate(found, input.MaxRecords ?? DEFAULT_RECORDS, input.NextToken);
      return { Tags: page.items, NextToken: page.nextToken };
    },
  });

export const describeTag = (groupName: string, tag: GroupTag) => ({
  ResourceId: groupName,
  ResourceType: 'auto-scaling-group',
  Key: tag.key,
  Value: tag.value,
  PropagateAtLaunch: tag.propagateAtLaunch,
});
