import { AwsError, operation } from '../../kernel.ts';
import { groupAccess } from './access.ts';
import type { AutoScalingModel } from './autoscaling-model.ts';
import type { GroupRecord } from './group.ts';

export interface DeleteWarmPoolInput {
  readonly AutoScalingGroupName: string;
  /** @default false */
  readonly ForceDelete?: boolean;
}

/** Its instances are ended, then it is gone: https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DeleteWarmPool.html */
export const deleteWarmPool = (model: AutoScalingModel) =>
  operation({
    authorize: (input: DeleteWarmPoolInput) => groupAccess(model, 'DeleteWarmPool', input.AutoScalingGroupName),
    run: (input) => {
      removeWarmPool(model, model.existing(input.AutoScalingGroupName), input.ForceDelete ?? false);
      return {};
    },
  });

/** @throws `AwsError` ScalingActivityInProgress; its words, and those for a group without a pool, are unverified */
export const removeWarmPool = (model: AutoScalingModel, group: GroupRecord, isForced: boolean): void => {
  if (group.warmPool === undefined) {
    throw new AwsError('ValidationError', `No warm pool found for AutoScalingGroup ${group.name}`);
  }
  const isBusy = [...group.warmMembers.values()].some(({ activity }) => activity.endedAtMs === undefined);
  if (isBusy && !isForced) {
    throw new AwsError(
      'ScalingActivityInProgress',
      'You cannot delete a warm pool while there are scaling activities in progress',
    );
  }
  group.warmPool = { ...group.warmPool, isPendingDelete: true };
  model.lookSoon(group);
};
