import { AwsError, operation } from '../../kernel.ts';
import { groupAccess } from './access.ts';
import type { AutoScalingModel } from './autoscaling-model.ts';
import { checkCooldown } from './check-cooldown.ts';

export interface SetDesiredCapacityInput {
  readonly AutoScalingGroupName: string;
  readonly DesiredCapacity: number;
  /** @default false */
  readonly HonorCooldown?: boolean;
}

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_SetDesiredCapacity.html */
export const setDesiredCapacity = (model: AutoScalingModel) =>
  operation({
    authorize: (input: SetDesiredCapacityInput) => groupAccess(model, 'SetDesiredCapacity', input.AutoScalingGroupName),
    run: (input) => {
      const group = model.existing(input.AutoScalingGroupName);
      const desired = input.DesiredCapacity;
      const refuse = (side: string): never => {
        throw new AwsError(
          'ValidationError',
          `New SetDesiredCapacity value ${desired} is ${side} for the AutoScalingGroup.`,
        );
      };
      if (desired > group.max) refuse(`above max value ${group.max}`);
      if (desired < group.min) refuse(`below min value ${group.min}`);
      if (input.HonorCooldown === true) checkCooldown(model, group);
      model.setDesired(group, desired, 'a user request explicitly set group desired capacity');
      return {};
    },
  });
