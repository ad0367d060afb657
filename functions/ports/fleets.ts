/** One instance of a group, as Auto Scaling sees it. */
export interface Member {
  readonly instanceId: string;
  readonly zone: string;
  /** Such as `InService`, `Pending:Wait` or `Terminating`. */
  readonly lifecycleState: string;
  readonly isHealthy: boolean;
  readonly isProtectedFromScaleIn: boolean;
}

/** An Auto Scaling group. Sizes in instances. */
export interface Group {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly desired: number;
  readonly members: readonly Member[];
  readonly targetGroupArns: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
}

/** Why a launch did not lead to an instance, in Auto Scaling's words. */
export interface FailedLaunch {
  readonly atMs: number;
  readonly message: string;
}

/** The Auto Scaling groups, read only: what changes them is a state machine. Failures of AWS are thrown as they are. */
export interface Fleets {
  /** Groups by name; a name that does not exist is not in the answer. */
  byNames(names: readonly string[]): Promise<ReadonlyMap<string, Group>>;

  /** Groups that carry the tag, by name. */
  byTag(key: string, value: string): Promise<readonly Group[]>;

  /** Name of the group that an instance belongs to, or null when it belongs to none, or the group is taking it away itself. */
  groupOf(instanceId: string): Promise<string | null>;

  /** Launches of a group that failed since an instant, newest first. */
  failedLaunches(group: string, sinceMs: number): Promise<readonly FailedLaunch[]>;
}
