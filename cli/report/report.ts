import type { DecisionSubject } from '../../functions/ports/decision-trail.ts';

/** What a simulated period came to: the figures, and everything they were drawn from. Sizes in instances. */
export interface Report {
  readonly run: RunFacts;
  /** The one that the traffic went to. */
  readonly tiers: readonly TierReport[];
  /** Those that got none. */
  readonly otherTiers: readonly OtherTier[];
  readonly environments: readonly EnvironmentReport[];
  /** Of the instances that were replaced. */
  readonly heals: readonly HealReport[];
  /** Those that hung or were found bad, and were not replaced. */
  readonly unhealed: readonly UnhealedInstance[];
  readonly decisions: readonly DecisionRow[];
  readonly outcomes: readonly OutcomeRow[];
  readonly activity: Activity;
  /** What is billed although nothing happens: how many of each. */
  readonly resources: Counts;
  /** Sentences about invariants that did not hold; empty is as it should be. */
  readonly violations: readonly string[];
}

export interface RunFacts {
  readonly trace: string;
  readonly seed: number;
  readonly startMs: number;
  readonly hours: number;
  /** For the axis and the words of the report. */
  readonly timeZone: string;
  readonly blueprint: string;
  /** How often each kind of fault struck that was made on purpose; of a kind that struck nothing 0. */
  readonly faults: Counts;
}

export interface TierReport {
  readonly tierId: string;
  readonly group: string;
  readonly figures: TierFigures;
  readonly series: readonly MinuteRow[];
  readonly shadow: ShadowComparison | null;
}

/** Instances in service of a tier that got no traffic. */
export interface OtherTier {
  readonly tierId: string;
  readonly group: string;
  readonly leastSize: number;
  readonly peakSize: number;
  readonly endSize: number;
}

/** The tier's own policy and the one that ran without effect, both on the plant with the load of the period, guard rails and all. */
export interface ShadowComparison {
  readonly own: PolicyCost;
  readonly shadow: PolicyCost;
}

export interface PolicyCost extends Baseline {
  readonly policy: string;
  /** Instance-hours, and the price of unserved load in them. */
  readonly cost: number;
}

export interface TierFigures {
  readonly requests: number;
  /** Requests that got no answer in time, as a share of all, 0 to 1. */
  readonly unservedShare: number;
  /** As much of that as came while the tier was to have no instance: its environment slept. */
  readonly unservedAsleepShare: number;
  /** Over all minutes, weighted by requests. */
  readonly p95LatencyMs: number;
  /** Sizes are of ready instances. */
  readonly meanSize: number;
  readonly peakSize: number;
  readonly leastSize: number;
  /** Of running instances: those that boot or end as well. */
  readonly instanceHours: number;
  /** Most instances that the tier may have, and how long it was asked to have as many. */
  readonly max: number;
  readonly hoursAtMax: number;
  /** The same day under other hands, all of them inside of the tier's bounds. */
  readonly baselines: Baselines;
}

export interface Baselines {
  /** As many instances as the busiest minute needs, all day. */
  readonly staticPeak: TimedBaseline;
  readonly targetTracking60: TimedBaseline;
  readonly perfectForesight: TimedBaseline;
}

export interface Baseline {
  readonly instanceHours: number;
  readonly unservedShare: number;
}

export interface TimedBaseline extends Baseline {
  /** Of what is served, as that of the tier is weighed. Null where the plant, which the rest is of, lost what a queue would have kept. */
  readonly p95LatencyMs: number | null;
}

export interface MinuteRow {
  readonly minuteMs: number;
  readonly requests: number;
  readonly unserved: number;
  readonly p95LatencyMs: number;
  readonly desired: number;
  readonly ready: number;
  /** Billed: from launch to termination. */
  readonly running: number;
}

export interface EnvironmentReport {
  readonly environmentId: string;
  readonly hoursAsleep: number;
  readonly asleep: readonly { readonly fromMs: number; readonly untilMs: number }[];
  /** How the last attempt to put it to sleep or to wake it ended, where it is blocked at the end; else null. */
  readonly blocked: { readonly sinceMs: number; readonly reason: string } | null;
  /** Sizes of each group before the first sleep and at the end. */
  readonly sizes: readonly { readonly group: string; readonly before: string; readonly after: string }[];
}

/** What an execution that was to replace an instance came to. */
export interface HealReport {
  readonly tierId: string;
  readonly instanceId: string;
  readonly execution: string;
  readonly outcome: string;
  readonly hungAtMs: number | null;
  readonly endedAtMs: number;
}

export interface UnhealedInstance {
  readonly tierId: string;
  readonly instanceId: string;
  /** null: nobody made it hang. */
  readonly hungAtMs: number | null;
  /** Whether the blueprint has the tier healed. */
  readonly isHealedTier: boolean;
  /** To replace it, as far as they have ended, oldest first. */
  readonly attempts: readonly HealReport[];
}

export interface DecisionRow {
  readonly atMs: number;
  readonly subject: string;
  readonly kind: string;
  readonly action: string;
  readonly reason: string;
  readonly text: string;
  readonly mode: string;
  /** What it was made from. */
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** What an execution came to, of any state machine. */
export interface OutcomeRow extends DecisionSubject {
  /** The version of the target, or the epoch. */
  readonly version: number;
  readonly outcome: string;
  readonly atMs: number;
}

/** By name. */
export type Counts = Readonly<Record<string, number>>;

/** How often everything was used in the hours of the report. */
export interface Activity {
  readonly invocations: Counts;
  /** By `service:Operation`. */
  readonly calls: Counts;
  readonly executions: Counts;
  readonly transitions: Counts;
  readonly alarmChanges: Counts;
}
