/** The blueprint after checking: every default filled in, every name resolved. See docs/blueprint.md. */
export interface Blueprint {
  /** Name of this installation; the value of the tag `rubato:installation` on everything that may be touched. */
  readonly installation: string;
  /** The mode while no switch is stored. */
  readonly mode: Mode;
  /** Whether the stack brings the demo: a load balancer, the groups of the example, traffic-free and tiny. */
  readonly demo: boolean;
  readonly schedules: Readonly<Record<string, Schedule>>;
  readonly calendars: Readonly<Record<string, Calendar>>;
  readonly tiers: Readonly<Record<string, Tier>>;
  readonly environments: Readonly<Record<string, Environment>>;
  readonly healing: Readonly<Record<string, HealingPolicy>>;
  readonly notifications: { readonly email?: string };
  /** Shards of the tier sweep; tiers are dealt to them by order of id. Default: one per 99 tiers (a BatchGetItem takes 100 keys). */
  readonly shards: number;
}

/** What reading a blueprint gives: all of it, or everything that is wrong with it, in file order. */
export type BlueprintResult =
  | { readonly isValid: true; readonly blueprint: Blueprint }
  | { readonly isValid: false; readonly problems: readonly BlueprintProblem[] };

/** One thing that is wrong, with its place. Lines and columns count from 1. */
export interface BlueprintProblem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Such as `tiers.web.min`; empty: the file as a whole. */
  readonly path: string;
  /** The value found, as text, and what is allowed: `found 0, must be a whole number of at least 1`. */
  readonly message: string;
  /** The whole sentence: `rubato.yaml:12:10 tiers.web.min: found 0, must be a whole number of at least 1`. */
  readonly text: string;
}

/** `off` reads the switch and nothing else; `dry-run` decides and records, without effect. */
export type Mode = 'on' | 'dry-run' | 'off';

export interface Tier {
  readonly id: string;
  /** Name of the Auto Scaling group. */
  readonly group: string;
  readonly min: number;
  readonly max: number;
  /** At least one. The largest want rules on the way up; on the way down all must agree. */
  readonly load: readonly LoadMetric[];
  readonly policy: PolicySpec;
  /** A second policy that is asked and recorded, without effect; null: none. */
  readonly shadow: PolicySpec | null;
  /** What the guard rails would be with the shadow in place of the policy, for their defaults follow it; null: there is no shadow. */
  readonly shadowGuardRails: GuardRails | null;
  /** What is known beforehand. */
  readonly events: readonly KnownEvent[];
  readonly guards: Guards;
  /** How long a launched instance takes to serve, until the fleet's own launches tell. Seconds. */
  readonly warmUpSeconds: number;
  /** How long after its end the load of a minute may still change: until then it raises and never lowers. Seconds. */
  readonly settleSeconds: number;
  /** Instance-minutes that one unserved instance-minute of load is worth, more than 1. */
  readonly unservedPrice: number;
  readonly guardRails: GuardRails;
  /** The healing policy's name in `Blueprint.healing`, or null: this tier is not healed. */
  readonly healing: string | null;
}

/** One measure of load. `alb` is found at run time through the group's target group. */
export type LoadMetric = (
  | { readonly type: 'alb'; readonly targetGroup: string | null; readonly loadBalancer: string | null }
  | {
      readonly type: 'metric';
      readonly namespace: string;
      readonly metric: string;
      readonly dimensions: Readonly<Record<string, string>>;
      readonly stat: string;
    }
) & {
  /** `total`: of the whole tier; `perInstance`: an average over its instances. */
  readonly counts: 'total' | 'perInstance';
  /** Absent samples: zero while the healthy-host count of that minute is present, or unknown. */
  readonly whenAbsent: 'zeroIfHealthy' | 'unknown';
  /** What one instance serves in a minute, in the metric's unit. */
  readonly servedPerInstancePerMinute: number;
};

export type PolicySpec = LoadPolicySpec | ScheduledFloorSpec;

/** What follows the load. */
export type LoadPolicySpec = AdaptiveSpec | TargetTrackingSpec | StepSpec | HpaSpec;

/** Ours, which learns. It has one knob. */
export interface AdaptiveSpec {
  readonly type: 'adaptive';
  /** Instance-minutes that a minute of one instance's unserved load is worth, more than 1. Default: that of the tier. */
  readonly unservedPrice: number;
}

/** AWS target tracking: scale out after `scaleOutMinutes` above the target, in after `scaleInMinutes` under 0.9 of it. */
export interface TargetTrackingSpec {
  readonly type: 'target-tracking';
  /** Share of an instance's capacity, 0 to 1. */
  readonly target: number;
  readonly scaleOutMinutes: number;
  readonly scaleInMinutes: number;
}

/** AWS step scaling: adjustments by how far utilisation is from the threshold. */
export interface StepSpec {
  readonly type: 'step';
  readonly scaleOut: StepSide;
  readonly scaleIn: StepSide;
}

export interface StepSide {
  /** Share of an instance's capacity, 0 to 1. */
  readonly threshold: number;
  /** Consecutive minutes beyond the threshold. */
  readonly minutes: number;
  readonly adjustment: 'ChangeInCapacity' | 'PercentChangeInCapacity' | 'ExactCapacity';
  /** At least this many instances when a percentage applies. */
  readonly minMagnitude: number;
  readonly steps: readonly Step[];
  readonly cooldownSeconds: number;
}

/** Bounds are distances from the threshold, as in AWS; null is infinity. Lower inclusive, upper exclusive above it; mirrored below. */
export interface Step {
  readonly from: number | null;
  readonly to: number | null;
  readonly change: number;
}

/** The Horizontal Pod Autoscaler of Kubernetes (autoscaling/v2), with its words. */
export interface HpaSpec {
  readonly type: 'hpa';
  /** Share of an instance's capacity, 0 to 1. */
  readonly target: number;
  readonly scaleUp: HpaRules;
  readonly scaleDown: HpaRules;
}

export interface HpaRules {
  /** Relative distance from the target that changes nothing, 0 to 1. */
  readonly tolerance: number;
  readonly stabilizationWindowSeconds: number;
  /** Which policy rules: the one that allows the most or the least change; Disabled: none is allowed. */
  readonly selectPolicy: 'Max' | 'Min' | 'Disabled';
  /** None: this side is not limited. */
  readonly policies: readonly HpaScalingPolicy[];
}

export interface HpaScalingPolicy {
  readonly type: 'Pods' | 'Percent';
  readonly value: number;
  readonly periodSeconds: number;
}

/** At least so many instances while a schedule is on; otherwise what the other policy wants. */
export interface ScheduledFloorSpec {
  readonly type: 'scheduled-floor';
  readonly floors: readonly {
    /** Of the schedule, for people. */
    readonly name: string;
    readonly schedule: Schedule;
    /** The calendars that the schedule names. */
    readonly calendars: Readonly<Record<string, Calendar>>;
    readonly size: number;
  }[];
  /** How long before its schedule is on a floor holds already. */
  readonly leadMinutes: number;
  readonly policy: LoadPolicySpec;
}

/** A launch, a match: the tier has at least so many instances ready when it begins, until it is over. */
export interface KnownEvent {
  readonly name: string;
  readonly startMs: number;
  /** Exclusive. */
  readonly endMs: number;
  /** Instances. */
  readonly size: number;
}

/** A tier under stress is not relieved of instances. */
export interface Guards {
  /** Share of requests answered with 5xx, 0 to 1. */
  readonly errorRate: number | null;
  readonly p95LatencyMs: number | null;
}

/** Limits around whatever the policy wants; spec S2, S12. */
export interface GuardRails {
  /** Relative distance to the present size that is not worth a change, 0 to 1. */
  readonly tolerance: number;
  /** The largest want of the last so many minutes rules on the way down. */
  readonly stabilisationMinutes: number;
  readonly scaleOutCooldownSeconds: number;
  readonly scaleInCooldownSeconds: number;
}

export interface Schedule {
  readonly timeZone: string;
  readonly periods: readonly Period[];
  /** Names of calendars whose dates are treated specially. */
  readonly calendars: readonly string[];
}

/** Fields given together must all match. `begin >= end` ends on the next day; half-open. Minutes from midnight, 0 to 1440. */
export interface Period {
  /** Weekdays 1 (Monday) to 7 (Sunday); null: every day. */
  readonly weekdays: readonly number[] | null;
  readonly beginMinute: number | null;
  readonly endMinute: number | null;
}

export interface Calendar {
  /** Dates `YYYY-MM-DD` in the zone of the schedule that uses the calendar. */
  readonly dates: readonly string[];
  readonly treatAs: 'off' | 'on';
}

export interface Environment {
  readonly id: string;
  /** The tag that the groups of the environment carry. */
  readonly tag: { readonly key: string; readonly value: string };
  /** Values of the tag `rubato:stage` in wake order; sleep goes the other way. */
  readonly stages: readonly string[];
  readonly schedule: string | null;
  /** How long a stage may take to be up, and to be down. Seconds. */
  readonly stageDeadlineSeconds: number;
}

export interface HealingPolicy {
  /** How long an instance must have been bad before it is replaced. Seconds. */
  readonly unhealthySeconds: number;
  /** Replacements of one tier in an hour. */
  readonly replacementsPerHour: number;
}
