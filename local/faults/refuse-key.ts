import type { Faults } from '../kernel.ts';
import { type Fate, type Strikes, strikesOf } from './strike.ts';

/**
 * Instances that are launched and cannot start, because the grant on the key of their volumes fails.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/key-policy-requirements-EBS-encryption.html
 */
export interface RefuseKey extends Strikes {
  readonly kind: 'refuse-key';
  /** Name of an Auto Scaling group. @default - all instances */
  readonly group?: string;
}

export const refuseKey = (fault: RefuseKey, fate: Fate): Partial<Faults> => {
  const strikes = strikesOf(fault, fate);
  return {
    launch: ({ groupName }) => ((fault.group ?? groupName) === groupName && strikes(groupName) ? 'no-key' : undefined),
  };
};
