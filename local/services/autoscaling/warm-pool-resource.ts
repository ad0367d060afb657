import { ResourceProperties } from '../../assembly/resource-properties.ts';
import type { ResourceProvider, ResourceRequest } from '../../kernel.ts';
import type { AutoScalingModel } from './autoscaling-model.ts';
import { removeWarmPool } from './delete-warm-pool.ts';
import { readWarmPool } from './warm-pool.ts';

const TYPE = 'AWS::AutoScaling::WarmPool';
const KNOWN = ['AutoScalingGroupName', 'InstanceReusePolicy', 'MaxGroupPreparedCapacity', 'MinSize', 'PoolState'];

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-autoscaling-warmpool.html; what `Ref` gives is unverified. */
export const warmPoolResource = (model: AutoScalingModel): ResourceProvider => ({
  type: TYPE,
  replacedBy: ['AutoScalingGroupName'],
  create: (request) => ({ ref: put(model, request), attributes: {} }),
  update: (request, { attributes }) => ({ ref: put(model, request), attributes }),
  delete: ({ ref }) => {
    const group = model.groups.get(ref);
    if (group?.warmPool !== undefined) removeWarmPool(model, group, true);
  },
});

/** What the template does not say is the default: the group's name is answered. */
const put = (model: AutoScalingModel, request: ResourceRequest): string => {
  const properties = ResourceProperties.of(TYPE, request, KNOWN);
  const group = model.existing(properties.requiredText('AutoScalingGroupName'));
  group.warmPool = readWarmPool(undefined, {
    poolState: properties.text('PoolState'),
    minSize: properties.number('MinSize'),
    maxPreparedCapacity: properties.number('MaxGroupPreparedCapacity'),
    isReusedOnScaleIn: properties.part('InstanceReusePolicy')?.flag('ReuseOnScaleIn', false),
  });
  model.lookSoon(group);
  return group.name;
};
