import type { HealingPolicy, Mode } from '../blueprint/model.ts';

/** One member of a group, as Auto Scaling, EC2 and the target groups see it. */
export interface MemberHealth {
  readonly instanceId: string;
  readonly zone: string;
  /** Auto Scaling's lifecycle state, such as `InService` or `Pending`. */
  readonly lifecycleState: string;
  readonly isHealthyToGroup: boolean;
  /** EC2 status checks; `unknown` when they could not be read. */
  readonly statusChecks: 'ok' | 'impaired' | 'initializing' | 'unknown';
  /** The worst state over all target groups; `none`: in no target group, `unknown`: could not be read. */
  readonly targetHealth: 'healthy' | 'unhealthy' | 'initial' | 'draining' | 'unused' | 'none' | 'unknown';
  /** What the load balancer says, such as `Target.FailedHealthChecks`. */
  readonly targetReason: string | null;
  readonly isProtectedFromScaleIn: boolean;
  /** When the instance was launched; null: not known. Only what a target group finds unhealthy has to be asked. */
  readonly launchedAtMs: number | null;
}

/** The HEALING item of a tier. */
export interface HealingState {
  readonly tierId: string;
  readonly revision: number;
  /** Raised by every replacement; its execution carries it as the fence. */
  readonly epoch: number;
  readonly leaseUntilMs: number | null;
  /** Members that are bad, with the instant at which that was first seen. */
  readonly badSinceMs: Readonly<Record<string, number>>;
  /** Replacements tried so far of instances that are still members. */
  readonly attempts: Readonly<Record<string, number>>;
  /** Replacements of the last hour. */
  readonly replacedAtMs: readonly number[];
  readonly isBraking: boolean;
  /** Target groups of the tier's group at the last look. */
  readonly targetGroupArns: readonly string[];
  readonly lastReason: string | null;
  readonly lastRecordedAtMs: number | null;
}

export interface HealInput {
  readonly tierId: string;
  readonly group: string;
  readonly policy: HealingPolicy;
  /** How long a new instance of the tier takes to serve. */
  readonly warmUpSeconds: number;
  readonly state: HealingState;
  readonly desired: number;
  readonly members: readonly MemberHealth[];
  readonly targetGroupArns: readonly string[];
  readonly isOwned: boolean;
  readonly isProtected: boolean;
  readonly isSuspended: boolean;
  readonly mode: Mode;
  readonly nowMs: number;
}

export type HealDecision =
  | {
      readonly action: 'replace';
      readonly instanceId: string;
      readonly zone: string;
      readonly evidence: string;
      readonly reason: string;
      readonly text: string;
    }
  | { readonly action: 'hold'; readonly reason: string; readonly text: string }
  /** Nothing more is tried until somebody acts. */
  | { readonly action: 'blocked'; readonly reason: string; readonly text: string };

export interface HealResult {
  readonly decision: HealDecision;
  readonly next: HealingState;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly isRecorded: boolean;
  /** Whether there is anything to store: a look at what is well and was well leaves nothing behind. */
  readonly isChanged: boolean;
}
