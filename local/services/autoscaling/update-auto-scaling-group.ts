import { operation } from '../../kernel.ts';
import { groupAccess } from './access.ts';
import type { AutoScalingModel } from './autoscaling-model.ts';
import { checkBounds, checkGracePeriod, checkHealthCheckType, checkTerminationPolicies } from './check-settings.ts';
import type { Group } from './group.ts';
import { readMaintenancePolicy } from './maintenance-policy.ts';
import { refuseUnknown } from './refuse-unknown.ts';

export interface UpdateAutoScalingGroupInput {
  readonly AutoScalingGroupName: string;
  readonly MinSize?: number;
  readonly MaxSize?: number;
  readonly DesiredCapacity?: number;
  readonly DefaultCooldown?: number;
  readonly HealthCheckType?: string;
  readonly HealthCheckGracePeriod?: number;
  readonly NewInstancesProtectedFromScaleIn?: boolean;
  readonly TerminationPolicies?: readonly string[];
  readonly InstanceMaintenancePolicy?: {
    readonly MinHealthyPercentage?: number;
    readonly MaxHealthyPercentage?: number;
  };
}

const KNOWN: ReadonlySet<string> = new Set<keyof UpdateAutoScalingGroupInput>([
  'AutoScalingGroupName',
  'MinSize',
  'MaxSize',
  'DesiredCapacity',
  'DefaultCooldown',
  'HealthCheckType',
  'HealthCheckGracePeriod',
  'NewInstancesProtectedFromScaleIn',
  'TerminationPolicies',
  'InstanceMaintenancePolicy',
]);

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_UpdateAutoScalingGroup.html */
export const updateAutoScalingGroup = (model: AutoScalingModel) =>
  operation({
    authorize: (input: UpdateAutoScalingGroupInput) =>
      groupAccess(model, 'UpdateAutoScalingGroup', input.AutoScalingGroupName),
    run: (input) => {
      refuseUnknown(model.kernel, 'UpdateAutoScalingGroup', input, KNOWN);
      const group = model.existing(input.AutoScalingGroupName);
      const sizes = newSizes(group, input);
      checkBounds(sizes);
      if (input.HealthCheckType !== undefined) checkHealthCheckType(input.HealthCheckType);
      if (input.HealthCheckGracePeriod !== undefined) checkGracePeriod(input.HealthCheckGracePeriod);
      checkTerminationPolicies(input.TerminationPolicies ?? []);
      const policy = input.InstanceMaintenancePolicy;
      group.maintenance =
        policy === undefined
          ? group.maintenance
          : readMaintenancePolicy(policy.MinHealthyPercentage, policy.MaxHealthyPercentage);
      group.min = sizes.min;
      group.max = sizes.max;
      group.cooldownSeconds = input.DefaultCooldown ?? group.cooldownSeconds;
      group.healthCheckType = input.HealthCheckType ?? group.healthCheckType;
      group.gracePeriodSeconds = input.HealthCheckGracePeriod ?? group.gracePeriodSeconds;
      group.areNewInstancesProtected = input.NewInstancesProtectedFromScaleIn ?? group.areNewInstancesProtected;
      group.terminationPolicies = input.TerminationPolicies ?? group.terminationPolicies;
      const bounds = `min: ${sizes.min}, max: ${sizes.max}, desired: ${sizes.desired}`;
      model.setDesired(group, sizes.desired, `a user request update of AutoScalingGroup constraints to ${bounds}`);
      model.checkAll(group);
      return {};
    },
  });

/**
 * "If a new value for MinSize is specified without setting DesiredCapacity, and the new MinSize is larger than the current size
 * of the group, this sets the group's DesiredCapacity to the new MinSize value"; the same for a smaller MaxSize.
 */
const newSizes = (group: Group, input: UpdateAutoScalingGroupInput) => {
  const min = input.MinSize ?? group.min;
  const max = input.MaxSize ?? group.max;
  const followed = Math.min(Math.max(group.desired, input.MinSize ?? 0), input.MaxSize ?? Number.POSITIVE_INFINITY);
  return { min, max, desired: input.DesiredCapacity ?? followed };
};
