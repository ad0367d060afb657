import type { Faults } from '../kernel.ts';
import { type Fate, type Strikes, strikesOf } from './strike.ts';

/** Launches for which EC2 has no capacity. */
export interface LackCapacity extends Strikes {
  readonly kind: 'lack-capacity';
  /** @default - in all zones */
  readonly zone?: string;
  /** @default - of all types */
  readonly instanceType?: string;
}

export const lackCapacity = (fault: LackCapacity, fate: Fate): Partial<Faults> => {
  const strikes = strikesOf(fault, fate);
  return {
    launch: ({ zone, instanceType }) =>
      (fault.zone ?? zone) === zone &&
      (fault.instanceType ?? instanceType) === instanceType &&
      strikes(`${instanceType} in ${zone}`)
        ? 'no-capacity'
        : undefined,
  };
};
