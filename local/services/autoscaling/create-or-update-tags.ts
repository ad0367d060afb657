import { operation } from '../../kernel.ts';
import { groupAccess } from './access.ts';
import type { AutoScalingModel } from './autoscaling-model.ts';

export interface TagInput {
  readonly ResourceId: string;
  readonly ResourceType?: string;
  readonly Key: string;
  readonly Value?: string;
  readonly PropagateAtLaunch?: boolean;
}

export interface CreateOrUpdateTagsInput {
  readonly Tags: readonly TagInput[];
}

/** Instances that run already keep their tags: https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_CreateOrUpdateTags.html */
export const createOrUpdateTags = (model: AutoScalingModel) =>
  operation({
    authorize: (input: CreateOrUpdateTagsInput) =>
      input.Tags.flatMap((tag) =>
        groupAccess(model, 'CreateOrUpdateTags', tag.ResourceId).map((request) => ({
          ...request,
          context: {
            ...request.context,
            [`aws:RequestTag/${tag.Key}`]: tag.Value ?? '',
            'aws:TagKeys': input.Tags.map(({ Key }) => Key),
          },
        })),
      ),
    run: (input) => {
      const tagged = input.Tags.map((tag) => ({ tag, group: model.existing(tag.ResourceId) }));
      for (const { tag, group } of tagged) {
        const propagateAtLaunch = tag.PropagateAtLaunch ?? false;
        group.tags.set(tag.Key, { key: tag.Key, value: tag.Value ?? '', propagateAtLaunch });
      }
      return {};
    },
  });
