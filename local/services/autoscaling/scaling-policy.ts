import { AwsError } from '../../kernel.ts';

export const ADJUSTMENT_TYPES = ['ChangeInCapacity', 'ExactCapacity', 'PercentChangeInCapacity'] as const;
export type AdjustmentType = (typeof ADJUSTMENT_TYPES)[number];

/** A simple scaling policy: https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-simple-step.html */
export interface ScalingPolicy {
  readonly name: string;
  readonly arn: string;
  readonly adjustmentType: AdjustmentType;
  readonly adjustment: number;
  /** Of a change by percent, in instances. */
  readonly minMagnitude: number;
  /** Undefined: the group's own. */
  readonly cooldownSeconds: number | undefined;
}

export interface Sizes {
  readonly min: number;
  readonly max: number;
  readonly desired: number;
}

/**
 * The desired capacity that a policy leads to, within the bounds. A change by percent is rounded towards zero, but is one instance at
 * least: "Values greater than 1 are rounded down", "values between 0 and 1 are rounded to 1", and the same below zero (the page above).
 */
export const adjustedCapacity = (policy: ScalingPolicy, { min, max, desired }: Sizes): number => {
  const wanted = policy.adjustmentType === 'ExactCapacity' ? policy.adjustment : desired + changeOf(policy, desired);
  return Math.min(Math.max(wanted, min), max);
};

const changeOf = ({ adjustmentType, adjustment, minMagnitude }: ScalingPolicy, desired: number): number => {
  if (adjustmentType === 'ChangeInCapacity') return adjustment;
  const change = (desired * adjustment) / 100;
  const least = Math.max(minMagnitude, change === 0 ? 0 : 1);
  return Math.sign(adjustment) * Math.max(Math.floor(Math.abs(change)), least);
};

/** @throws `AwsError` ValidationError for what no policy can be; its words are unverified */
export const checkScalingPolicy = ({ adjustmentType, adjustment, minMagnitude }: ScalingPolicy): void => {
  if (!Number.isInteger(adjustment))
    throw invalid(
      `ScalingAdjustment is ${Number.isNaN(adjustment) ? 'missing' : adjustment}; it must be a whole number`,
    );
  if (adjustmentType === 'ExactCapacity' && adjustment < 0) {
    throw invalid(`ScalingAdjustment is ${adjustment}; an exact capacity must be at least 0`);
  }
  if (minMagnitude > 0 && adjustmentType !== 'PercentChangeInCapacity') {
    throw invalid('MinAdjustmentMagnitude is allowed with PercentChangeInCapacity alone');
  }
};

const invalid = (message: string): AwsError => new AwsError('ValidationError', message);
