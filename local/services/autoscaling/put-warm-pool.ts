import { operation } from '../../kernel.ts';
import { groupAccess } from './access.ts';
import type { AutoScalingModel } from './autoscaling-model.ts';
import { refuseUnknown } from './refuse-unknown.ts';
import { readWarmPool } from './warm-pool.ts';

export interface PutWarmPoolInput {
  readonly AutoScalingGroupName: string;
  readonly MaxGroupPreparedCapacity?: number;
  readonly MinSize?: number;
  readonly PoolState?: string;
  readonly InstanceReusePolicy?: { readonly ReuseOnScaleIn?: boolean };
}

const KNOWN: ReadonlySet<string> = new Set<keyof PutWarmPoolInput>([
  'AutoScalingGroupName',
  'MaxGroupPreparedCapacity',
  'MinSize',
  'PoolState',
  'InstanceReusePolicy',
]);

/**
 * Instances that are in the pool stay in their state when another one is asked for (unverified).
 * https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PutWarmPool.html
 */
export const putWarmPool = (model: AutoScalingModel) =>
  operation({
    authorize: (input: PutWarmPoolInput) => groupAccess(model, 'PutWarmPool', input.AutoScalingGroupName),
    run: (input) => {
      refuseUnknown(model.kernel, 'PutWarmPool', input, KNOWN);
      const group = model.existing(input.AutoScalingGroupName);
      group.warmPool = readWarmPool(group.warmPool, {
        poolState: input.PoolState,
        minSize: input.MinSize,
        maxPreparedCapacity: input.MaxGroupPreparedCapacity,
        isReusedOnScaleIn: input.InstanceReusePolicy?.ReuseOnScaleIn,
      });
      model.lookSoon(group);
      return {};
    },
  });
