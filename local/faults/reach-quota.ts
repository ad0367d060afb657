import type { Faults } from '../kernel.ts';
import { type Fate, type Strikes, strikesOf } from './strike.ts';

/**
 * Launches beyond what the account may run: each quota is one of vCPUs, and of several families of types. All instances are On-Demand here; those of
 * Spot have quotas of their own.
 * https://docs.aws.amazon.com/ec2/latest/instancetypes/ec2-instance-quotas.html
 */
export interface ReachQuota extends Strikes {
  readonly kind: 'reach-quota';
  /** How many vCPUs the instances of each quota may have that are pending or running at a time. */
  readonly vcpus: number;
}

export const reachQuota = (fault: ReachQuota, fate: Fate): Partial<Faults> => {
  const strikes = strikesOf(fault, fate);
  return {
    launch: ({ quotaVcpus, groupName }) =>
      quotaVcpus() > fault.vcpus && strikes(groupName || 'an instance of no group')
        ? { vcpuLimit: fault.vcpus }
        : undefined,
  };
};
