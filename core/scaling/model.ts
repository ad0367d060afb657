import type { Mode, Tier } from '../blueprint/model.ts';

/** What the group looks like now. Sizes in instances. */
export interface Fleet {
  readonly group: string;
  readonly desired: number;
  readonly groupMin: number;
  readonly groupMax: number;
  /** In service and healthy, as Auto Scaling sees it. */
  readonly ready: number;
  /** Launching: ordered and not yet in service. */
  readonly pending: number;
  /** In service and unhealthy, or on the way out. */
  readonly unhealthy: number;
  readonly isOwned: boolean;
  readonly isProtected: boolean;
}

/** One finished or present minute of one tier; values in the order of `Tier.load`, in each metric's own unit. */
export interface LoadSample {
  readonly minuteMs: number;
  /** null: nothing was published. NaN: unreadable, or not a number. */
  readonly values: readonly (number | null)[];
  /** Healthy hosts of that minute; null: absent or unreadable. */
  readonly healthyHosts: number | null;
}

/** What guards are compared with. null: not measured or absent. NaN: unreadable. */
export interface StressSample {
  readonly errorRate: number | null;
  readonly p95LatencyMs: number | null;
}

/** A size that was recorded as wanted, for one version of the target. */
export interface SizedIntent {
  readonly size: number;
  readonly version: number;
  readonly atMs: number;
}

/**
 * `no-capacity`: EC2 has none; `quota`: the account may not have more. `call-failed`: a call that the execution cannot
 * do without failed for good. `overruled`: the group has another size than the one that was set, so somebody else's
 * call, or a late one of ours, came after.
 */
export type ScaleOutcome =
  | 'settled'
  | 'no-capacity'
  | 'quota'
  | 'launch-failed'
  | 'unhealthy'
  | 'stopped-by-switch'
  | 'call-failed'
  | 'overruled';

/** The load balancer in front of a tier, as CloudWatch's dimensions name it: `targetgroup/...` and `app/...`. */
export interface TierLoadBalancer {
  readonly targetGroup: string;
  readonly loadBalancer: string;
  /** Whether it serves no other target group, so that its own errors are the tier's; null: not looked up yet. */
  readonly isExclusive: boolean | null;
}

export interface DatedSize {
  readonly size: number;
  readonly atMs: number;
}

/** The STATE item of a tier. */
export interface TierState {
  readonly tierId: string;
  /** Raised by every write; 0: not stored yet. */
  readonly revision: number;
  readonly target: number | null;
  /** Raised only when the target changes. The fence. */
  readonly targetVersion: number;
  /** Execution attempt for the present target version, from 1; 0: the target was adopted from the group and nothing has to run. */
  readonly attempt: number;
  readonly attemptedAtMs: number | null;
  readonly intent: SizedIntent | null;
  readonly applied: (SizedIntent & { readonly outcome: ScaleOutcome }) | null;
  /** Sizes that are ours, newest first: the last two targets and what the group had at the last one. Any other size is somebody else's, or a late read. */
  readonly ownSizes: readonly number[];
  /** Targets before the present one, and when each was left: a late read may still show them. */
  readonly formerSizes: readonly DatedSize[];
  /** Which of them the group was read with, and since when; null: the last read showed none. Read for longer, it is somebody else's. */
  readonly lateRead: DatedSize | null;
  /** Start of the last minute fed to the policy; null before first contact. */
  readonly lastTickMs: number | null;
  /** Packed state of the policy, with its schema version. */
  readonly policyState: Uint8Array | null;
  /** The same of the policy that runs without effect; null: there is none, or it has seen nothing yet. */
  readonly shadowState: Uint8Array | null;
  /** Newest hour, since 1970, of the season that is stored beside the state; null: there is none. */
  readonly seasonHour: number | null;
  /**
   * What the policy, or else its shadow, knows of the weeks before: `unread`: nothing before its first contact. `lost`: the season
   * went, the rest remains. `read`: all that there was. Of no meaning where neither has seasons.
   */
  readonly history: 'unread' | 'lost' | 'read';
  readonly rails: RailState;
  readonly suspendedBy: string | null;
  /** What the alb metric was found to be. */
  readonly loadBalancer: TierLoadBalancer | null;
  /** Reason of the last recorded decision and when it was recorded. */
  readonly lastReason: string | null;
  readonly lastRecordedAtMs: number | null;
}

/** Memory of the guard rails. */
export interface RailState {
  readonly lastIncreaseAtMs: number | null;
  /** When all that the last increase asked for was first seen ready; null: it is not yet, or there was none. */
  readonly increaseReadyAtMs: number | null;
  readonly lastDecreaseAtMs: number | null;
  /** Instants of changes of direction within the last hour. */
  readonly reversalsAtMs: readonly number[];
  /** Wants of the last sweeps, newest last, at most one a minute: 7, or more when the stabilisation looks back further. */
  readonly recentWants: readonly { readonly atMs: number; readonly size: number }[];
  readonly foreignSinceMs: number | null;
  readonly foreignSize: number | null;
}

export interface ScaleInput {
  readonly tier: Tier;
  readonly state: TierState;
  /** What the policy, or else its shadow, remembers for weeks, as it was packed; null: nothing, or it was lost and is learnt anew. */
  readonly season: Uint8Array | null;
  /** null: the group does not exist or could not be read. */
  readonly fleet: Fleet | null;
  /** Environments that the blueprint names; only such a one ever wakes what it put to sleep. */
  readonly environmentIds: readonly string[];
  /** Whole minutes after `state.lastTickMs` that have ended, oldest first; those younger than `tier.settleSeconds` are provisional. */
  readonly samples: readonly LoadSample[];
  readonly stress: StressSample;
  readonly mode: Mode;
  /** Instances all tiers may still lose in this minute (S2). */
  readonly removable: number;
  readonly nowMs: number;
}

export type ScaleDecision =
  | {
      readonly action: 'scale';
      readonly direction: 'out' | 'in';
      readonly from: number;
      readonly to: number;
      readonly reason: string;
      readonly text: string;
    }
  /** Same target, another execution: the last one ended without reaching it. */
  | {
      readonly action: 'retry';
      readonly to: number;
      readonly attempt: number;
      readonly reason: string;
      readonly text: string;
    }
  | { readonly action: 'hold'; readonly reason: HoldReason; readonly text: string }
  | { readonly action: 'blocked'; readonly reason: BlockReason; readonly text: string };

export type HoldReason =
  | 'on-target'
  | 'within-tolerance'
  | 'stabilising'
  | 'cooling-down'
  | 'warming-up'
  | 'at-bound'
  | 'no-data'
  | 'stale-data'
  | 'nothing-new'
  | 'under-stress'
  | 'flapping'
  | 'foreign-change'
  | 'fleet-unhealthy'
  | 'budget-spent'
  | 'in-progress'
  | 'known-event'
  | 'asleep'
  | 'dry-run'
  | 'switched-off';

export type BlockReason =
  | 'environment-unknown'
  | 'group-missing'
  | 'bounds'
  | 'not-owned'
  | 'protected'
  | 'attempts-exhausted';

/** A decision with everything it was made from, and the state to store over the revision it was made on. */
export interface ScaleResult {
  readonly decision: ScaleDecision;
  /** Its `revision` is the one that was read: the store raises it, on the condition that it has not changed. */
  readonly next: TierState;
  /** The season to store with it, in which there is a new hour; null: as it was. */
  readonly season: Uint8Array | null;
  /** Plain values for the audit trail: what was seen, wanted, and which rail bound it. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** Whether the decision goes into the audit trail (always when it acts; a hold when its reason changed or an hour passed). */
  readonly isRecorded: boolean;
  /** Instances this decision takes away. */
  readonly removes: number;
}
