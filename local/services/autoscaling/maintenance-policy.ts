import { AwsError } from '../../kernel.ts';

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_InstanceMaintenancePolicy.html */
export interface MaintenancePolicy {
  readonly minHealthyPercentage: number;
  readonly maxHealthyPercentage: number;
}

/** So many are to be in service and healthy while instances are replaced; that it is rounded up is unverified. */
export const leastHealthy = (policy: MaintenancePolicy, desired: number): number =>
  Math.ceil((desired * policy.minHealthyPercentage) / 100);

/** So many at most may be in service and healthy, or pending; rounded up as well. */
export const mostHealthy = (policy: MaintenancePolicy, desired: number): number =>
  Math.ceil((desired * policy.maxHealthyPercentage) / 100);

/**
 * Both percentages or none; -1 twice takes the policy away. The words of the refusals are unverified.
 *
 * @returns undefined: no policy
 * @throws `AwsError` ValidationError
 */
export const readMaintenancePolicy = (
  min: number | undefined,
  max: number | undefined,
): MaintenancePolicy | undefined => {
  if (min === -1 && max === -1) return undefined;
  if (min === undefined || max === undefined) throw refusal('both percentages must be given');
  if (!(min >= 0 && min <= 100)) throw refusal(`MinHealthyPercentage is ${min}; it must be between 0 and 100`);
  if (!(max >= 100 && max <= 200)) throw refusal(`MaxHealthyPercentage is ${max}; it must be between 100 and 200`);
  if (max - min > 100) throw refusal(`the percentages are ${max - min} apart; they must be at most 100 apart`);
  return { minHealthyPercentage: min, maxHealthyPercentage: max };
};

const refusal = (problem: string): AwsError => new AwsError('ValidationError', `InstanceMaintenancePolicy: ${problem}`);
