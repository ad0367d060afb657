import { AwsError, operation } from '../../kernel.ts';
import { memberAccess } from './access.ts';
import type { AutoScalingModel } from './autoscaling-model.ts';
import { isTerminating } from './group.ts';
import { markUnhealthy } from './member-health.ts';

export interface SetInstanceHealthInput {
  readonly InstanceId: string;
  readonly HealthStatus: string;
  /** @default true */
  readonly ShouldRespectGracePeriod?: boolean;
}

/**
 * https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_SetInstanceHealth.html
 * An instance that is terminating does not become healthy again; the wording of that error is unverified.
 * Within the grace period a call that respects it changes nothing; that it is not remembered either is unverified.
 */
export const setInstanceHealth = (model: AutoScalingModel) =>
  operation({
    authorize: (input: SetInstanceHealthInput) => memberAccess(model, 'SetInstanceHealth', input.InstanceId),
    run: (input) => {
      const { group, member } = model.existingMember(input.InstanceId);
      if (input.HealthStatus === 'Healthy') {
        if (isTerminating(member)) {
          throw new AwsError(
            'ValidationError',
            `Instance ${input.InstanceId} is terminating and cannot become healthy`,
          );
        }
        member.isHealthy = true;
        member.unhealthyBecause = undefined;
        return {};
      }
      if (input.HealthStatus !== 'Unhealthy') {
        throw new AwsError('ValidationError', `HealthStatus is ${input.HealthStatus}; it must be Healthy or Unhealthy`);
      }
      const graceEndsAtMs = (member.inServiceAtMs ?? Number.POSITIVE_INFINITY) + group.gracePeriodSeconds * 1000;
      const isInGrace = model.kernel.clock.nowMs < graceEndsAtMs;
      if (input.ShouldRespectGracePeriod === false || !isInGrace)
        markUnhealthy(model, group, member, 'a user health-check');
      return {};
    },
  });
