import type { Faults } from '../kernel.ts';
import { type Fate, type Strikes, strikesOf } from './strike.ts';

/**
 * Launches beyond what the account may run. AWS counts vCPUs by families of types, and apart from On-Demand those of Spot; here
 * are instances counted, of whatever type.
 * https://docs.aws.amazon.com/ec2/latest/instancetypes/ec2-instance-quotas.html
 */
export interface ReachQuota extends Strikes {
  readonly kind: 'reach-quota';
  /** How many instances may be pending or running at a time. */
  readonly instances: number;
}

export const reachQuota = (fault: ReachQuota, fate: Fate): Partial<Faults> => {
  const strikes = strikesOf(fault, fate);
  return {
    launch: ({ running, groupName }) =>
      running >= fault.instances && strikes(groupName || 'an instance of no group') ? 'over-quota' : undefined,
  };
};
