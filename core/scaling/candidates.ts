import type { PolicySpec, StepSpec, TargetTrackingSpec } from '../blueprint/model.ts';
import { naive } from './policies/naive.ts';
import { openPolicy } from './policies/open-policy.ts';
import { predictive } from './policies/predictive/predictive.ts';
import type { OpenedPolicy } from './policy.ts';

/** A policy as the laboratory compares it. */
export interface Candidate {
  /** As the command line has it. */
  readonly name: string;
  /** For people. */
  readonly label: string;
  /**
   * What its one number is: the target share of an instance's capacity, which is swept and of which the best is told;
   * or the price of unserved load, which is that of the score.
   */
  readonly knob: 'target' | 'price';
  /** Begin, or resume from what was packed. */
  open(knob: number, packed: Uint8Array | null, packedSeason?: Uint8Array | null): OpenedPolicy;
  /** What a blueprint would say; null: it is a yardstick and cannot be deployed. */
  spec(knob: number): PolicySpec | null;
}

/** The targets that peers are swept over. */
export const SWEPT_TARGETS = [0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95] as const;
/** The target that is common practice. */
export const COMMON_TARGET = 0.6;
/** The prices of unserved load that scores are told for, in instance-ticks an instance-tick. */
export const PRICES = [20, 100] as const;

/** Ours. Each is measured with the default guard rails, as it would be deployed, and without. */
export const OURS: readonly Candidate[] = [
  {
    name: 'adaptive',
    label: 'adaptive',
    knob: 'price',
    open: (unservedPrice, packed, packedSeason) =>
      openPolicy({ type: 'adaptive', unservedPrice }, packed, packedSeason),
    spec: (unservedPrice) => ({ type: 'adaptive', unservedPrice }),
  },
];

const tracking = (target: number, scaleOutMinutes: number): TargetTrackingSpec => ({
  type: 'target-tracking',
  target,
  scaleOutMinutes,
  scaleInMinutes: 15,
});

/** Out after 2 minutes by one instance, 10 % or 20 %; in after 15 minutes under 0.57 of the target by 10 %. */
const steps = (target: number): StepSpec => ({
  type: 'step',
  scaleOut: {
    threshold: target,
    minutes: 2,
    adjustment: 'PercentChangeInCapacity',
    minMagnitude: 1,
    steps: [
      // One instance: a hundredth of a percent is less than one of any fleet up to 10,000, and a change is at least one.
      { from: 0, to: 0.1, change: 0.01 },
      { from: 0.1, to: 0.2, change: 10 },
      { from: 0.2, to: null, change: 20 },
    ],
    cooldownSeconds: 0,
  },
  scaleIn: {
    threshold: 0.57 * target,
    minutes: 15,
    adjustment: 'PercentChangeInCapacity',
    minMagnitude: 1,
    steps: [{ from: null, to: 0, change: -10 }],
    cooldownSeconds: 300,
  },
});

/** Kubernetes' defaults but for its scaling policies, which at one question a minute would make it slower than it is. */
const horizontalPodAutoscaler = (target: number, tolerance: number): PolicySpec => ({
  type: 'hpa',
  target,
  scaleUp: { tolerance, stabilizationWindowSeconds: 0, selectPolicy: 'Max', policies: [] },
  scaleDown: { tolerance, stabilizationWindowSeconds: 300, selectPolicy: 'Max', policies: [] },
});

const deployable = (name: string, label: string, spec: (target: number) => PolicySpec): Candidate => ({
  name,
  label,
  knob: 'target',
  open: (target, packed) => openPolicy(spec(target), packed),
  spec,
});

const yardstick = (name: string, label: string, open: Candidate['open']): Candidate => ({
  name,
  label,
  knob: 'target',
  open,
  spec: () => null,
});

/** What others offer, emulated: the peers that ours is measured against. */
export const PEERS: readonly Candidate[] = [
  deployable('target-tracking', 'target tracking 3/15', (target) => tracking(target, 3)),
  deployable('target-tracking-1', 'target tracking 1/15', (target) => tracking(target, 1)),
  deployable('hpa', 'HPA default', (target) => horizontalPodAutoscaler(target, 0.1)),
  deployable('hpa-tolerance-0', 'HPA tolerance 0', (target) => horizontalPodAutoscaler(target, 0)),
  yardstick('predictive', 'predictive + TT', (target, packed) => predictive(tracking(target, 3), packed)),
  deployable('step', 'step', steps),
  yardstick('naive', 'naive', naive),
];

export const CANDIDATES: readonly Candidate[] = [...OURS, ...PEERS];
