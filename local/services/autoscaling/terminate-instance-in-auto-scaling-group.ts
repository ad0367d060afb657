import { AwsError, operation } from '../../kernel.ts';
import { memberAccess } from './access.ts';
import type { AutoScalingModel } from './autoscaling-model.ts';
import { describeActivity } from './describe-scaling-activities.ts';
import { causeTime } from './fleet.ts';
import { isTerminating } from './group.ts';
import { terminateMember } from './terminate-member.ts';

export interface TerminateInstanceInput {
  readonly InstanceId: string;
  readonly ShouldDecrementDesiredCapacity: boolean;
}

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_TerminateInstanceInAutoScalingGroup.html */
export const terminateInstanceInAutoScalingGroup = (model: AutoScalingModel) =>
  operation({
    authorize: (input: TerminateInstanceInput) =>
      memberAccess(model, 'TerminateInstanceInAutoScalingGroup', input.InstanceId),
    run: (input) => {
      const { group, member } = model.existingMember(input.InstanceId);
      if (isTerminating(member)) return { Activity: describeActivity(member.activity) };
      const { desired, min } = group;
      const time = causeTime(model.kernel.clock.nowMs);
      const taken = `At ${time} instance ${input.InstanceId} was taken out of service in response to a user request`;
      if (!input.ShouldDecrementDesiredCapacity) {
        const activity = terminateMember(model, group, member, `${taken}.`);
        model.lookSoon(group);
        return { Activity: describeActivity(activity) };
      }
      if (desired <= min) {
        throw new AwsError(
          'ValidationError',
          `Currently, desiredSize equals minSize (${min}). Terminating instance without replacement will violate group's min size constraint. Either set shouldDecrementDesiredCapacity flag to false or lower group's min size.`,
        );
      }
      group.desired = desired - 1;
      const activity = terminateMember(
        model,
        group,
        member,
        `${taken}, shrinking the capacity from ${desired} to ${desired - 1}.`,
      );
      model.lookSoon(group);
      return { Activity: describeActivity(activity) };
    },
  });
