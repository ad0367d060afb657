import type { PolicySpec, Tier } from '../../../core/blueprint/model.ts';
import type { Decision } from './observation.ts';

/** One finished minute of a tier, as it was read. */
export interface LoadMinute {
  /** Of each load metric, in its own unit. */
  readonly values: readonly number[];
  /** Instances that served. */
  readonly ready: number;
}

/** Binary fractions such as 21 / 0.7 come out a hair over the whole number. */
const HAIR = 1e-6;

/**
 * Which load metric of a tier wants the size that a decision leaves, or more: its place among them, or -1 when all agree that
 * less will do.
 */
export const keepingLoad = ({ load, policy }: Tier, { values, ready }: LoadMinute, { from }: Decision): number =>
  load.findIndex(({ counts, servedPerInstancePerMinute }, index) => {
    const value = values[index] ?? Number.NaN;
    const instances = (counts === 'perInstance' ? value * ready : value) / servedPerInstancePerMinute;
    return isKeeping(policy, instances, { from, ready });
  });

/**
 * What the policy says of a load, in instances at full use. Target tracking and HPA have a target, steps take away under a
 * threshold. What the adaptive policy keeps beyond the load that there is, its forecasts say.
 */
const isKeeping = (
  policy: PolicySpec,
  instances: number,
  fleet: Pick<Decision, 'from'> & Pick<LoadMinute, 'ready'>,
): boolean => {
  const wanted = (use: number): number => Math.ceil(instances / use - HAIR);
  switch (policy.type) {
    case 'target-tracking':
    case 'hpa':
      return wanted(policy.target) >= fleet.from;
    case 'step':
      return instances > policy.scaleIn.threshold * fleet.ready + HAIR;
    case 'adaptive':
      return wanted(1) >= fleet.from;
    case 'scheduled-floor':
      return isKeeping(policy.policy, instances, fleet);
  }
};
