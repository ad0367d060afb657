/** One finished minute, as every policy sees it. */
export interface Tick {
  /** Start of the minute. */
  readonly minuteMs: number;
  /** Load in instances: how many at full capacity it takes. null: unknown. A lower bound when not complete. */
  readonly load: number | null;
  /** Whether every required metric of that minute was valid. An incomplete tick may raise and never lower. */
  readonly isComplete: boolean;
  /** Instances that served in that minute. */
  readonly ready: number;
  /**
   * Everything asked for when that minute was taken in, before anything was asked for because of it: ready and not yet ready. How
   * late a minute is taken in is thereby a part of the time from a want to its service. Left out when it is not known.
   */
  readonly size?: number | undefined;
}

/** The fleet that is to be sized. Sizes in instances. */
export interface FleetView {
  readonly nowMs: number;
  /** Everything asked for: ready and not yet ready. */
  readonly size: number;
  readonly ready: number;
  /** Ordered and not yet serving. */
  readonly pending: number;
  readonly lastIncreaseAtMs: number | null;
  readonly lastDecreaseAtMs: number | null;
}

/** The size a policy asks for, before any guard rail. */
export interface Want {
  readonly size: number;
  /** `known-event`: an event has it, whatever the load. */
  readonly reason: 'load-above-target' | 'load-below-target' | 'keep' | 'known-event';
  /** For operators, with the numbers: "target 70 % wants 18". */
  readonly text: string;
  /** What a schedule wants at least; absent: none does. */
  readonly floor?: number;
  /** What the size was made from, by name, such as a forecast or a margin; for the audit trail. */
  readonly figures?: Readonly<Record<string, number>>;
  /** The policy after it gave this answer, for one that remembers its answers; absent: it stays as it was. */
  readonly after?: PolicyRun;
}

/** A size that is needed at least, before any bounds. */
export interface Need {
  readonly size: number;
  /** For operators, with the numbers. */
  readonly text: string;
}

/**
 * A policy at one point of its history. Values, not objects with a life: `observe` returns the next point and leaves
 * this one as it was, so a minute that is not finished can be tried out and forgotten.
 *
 * A policy knows neither boot time nor bounds; it sees what is ready and what is pending.
 */
export interface PolicyRun {
  /** Take one minute in. Minutes come in order; one that is left out counts as unknown. */
  observe(tick: Tick): PolicyRun;
  want(view: FleetView): Want;
  /** At most 3 KB, with its schema version; `openPolicy` resumes from it with the same results. */
  pack(): Uint8Array;
  /**
   * What it takes from an instant on by what is remembered of other times alone, for a tier that comes back from a sleep: nobody has
   * measured its load. null: nothing is remembered of that time; absent: the policy remembers no other times.
   */
  needFrom?(nowMs: number): Need | null;
  /** Minutes from an order to its service, for a policy that learns them. */
  readonly bootMinutes?: number;
  /** What it remembers for weeks, if it does: kept apart, for it changes once an hour. */
  readonly season?: PolicySeason;
}

/** The part of a policy's memory that grows with the weeks. A policy that resumes without it only forecasts worse. */
export interface PolicySeason {
  /** Number of the last whole hour in it, since 1970; -1: none. It is worth writing when this has changed. */
  readonly newestHour: number;
  /** At most 60 KB, with its schema version. */
  pack(): Uint8Array;
}

/** A policy resumed from what it packed. */
export interface OpenedPolicy {
  readonly run: PolicyRun;
  /** Whether something was packed that this policy cannot read: it begins again, and the audit trail says so. */
  readonly isRestarted: boolean;
}
