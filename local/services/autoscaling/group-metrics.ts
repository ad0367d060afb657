import type { AutoScalingModel } from './autoscaling-model.ts';
import { type Group, isPending, isTerminating, type Member } from './group.ts';

const MINUTE_MS = 60_000;

/** https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-metrics.html; those of warm pools and weights are left out. */
const GROUP_METRICS: Readonly<Record<string, (group: Group) => number>> = {
  GroupMinSize: (group) => group.min,
  GroupMaxSize: (group) => group.max,
  GroupDesiredCapacity: (group) => group.desired,
  GroupInServiceInstances: (group) => countOf(group, ({ lifecycleState }) => lifecycleState === 'InService'),
  GroupPendingInstances: (group) => countOf(group, isPending),
  GroupStandbyInstances: (group) => countOf(group, ({ lifecycleState }) => lifecycleState === 'Standby'),
  GroupTerminatingInstances: (group) => countOf(group, isTerminating),
  GroupTotalInstances: (group) => group.members.size,
};
export const GROUP_METRIC_NAMES: readonly string[] = Object.keys(GROUP_METRICS);

/** Publish the enabled metrics of all groups at each minute: AWS/AutoScaling by AutoScalingGroupName. */
export const publishGroupMetrics = (model: AutoScalingModel): void => {
  const { kernel } = model;
  const dimensionsOf = new Map<string, Readonly<Record<string, string>>>();
  kernel.clock.every(MINUTE_MS, Math.ceil(kernel.clock.nowMs / MINUTE_MS) * MINUTE_MS, () => {
    for (const group of model.groups.values()) {
      const dimensions = dimensionsOf.get(group.name) ?? { AutoScalingGroupName: group.name };
      dimensionsOf.set(group.name, dimensions);
      for (const name of group.enabledMetrics) {
        const value = GROUP_METRICS[name]?.(group);
        if (value !== undefined) kernel.measure({ namespace: 'AWS/AutoScaling', name, dimensions, value });
      }
    }
  });
};

const countOf = (group: Group, is: (member: Member) => boolean): number => {
  let count = 0;
  for (const member of group.members.values()) if (is(member)) count += 1;
  return count;
};
