import { AwsError } from '../../kernel.ts';
import { TERMINATION_POLICIES } from './choose-victim.ts';

export interface Bounds {
  readonly min: number;
  readonly max: number;
  readonly desired: number;
}

/** @throws `AwsError` ValidationError unless 0 <= min <= desired <= max */
export const checkBounds = ({ min, max, desired }: Bounds): void => {
  if (![min, max, desired].every((size) => Number.isInteger(size) && size >= 0)) {
    throw invalid(`Sizes must be whole numbers of at least 0; found min:${min}, max:${max}, desired:${desired}`);
  }
  if (max < min) throw invalid(`Max bound, ${max}, must be greater than or equal to min bound, ${min}`);
  if (desired < min || desired > max) {
    throw invalid(`Desired capacity:${desired} must be between the specified min size:${min} and max size:${max}`);
  }
};

export const checkTerminationPolicies = (policies: readonly string[]): void => {
  const unknown = policies.filter((policy) => !TERMINATION_POLICIES.includes(policy));
  if (unknown.length > 0) {
    throw invalid(`Termination policy ${unknown.join(', ')} is not one of ${TERMINATION_POLICIES.join(', ')}`);
  }
};

/** VPC Lattice and EBS checks are not modelled. */
export const checkHealthCheckType = (type: string): void => {
  if (!['EC2', 'ELB', 'EC2,ELB', 'ELB,EC2'].includes(type))
    throw invalid(`HealthCheckType is ${type}; it must be EC2 or ELB`);
};

export const checkGracePeriod = (seconds: number): void => {
  if (!(seconds >= 0)) throw invalid(`HealthCheckGracePeriod is ${seconds}; it must be at least 0`);
};

const invalid = (message: string): AwsError => new AwsError('ValidationError', message);
