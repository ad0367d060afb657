import type { JournalEntry } from '../../../local/kernel.ts';

/** One thing that happened, with all that an invariant may need to judge it. Sizes in instances. */
export type Observation =
  | SizeRequest
  | OtherEffect
  | Decision
  | ItemWrite
  | MetricsRead
  | OutsideResize
  | ExecutionEnd
  | DeadLetter
  | JournalLine
  | Beat;

/** An execution of one of our state machines, or a function of ours. */
export interface Actor {
  /** Of the execution or the function. */
  readonly name: string;
  /** `scale-tier` and the like; null: a function. */
  readonly workflow: string | null;
  /** Of the execution; empty for a function. */
  readonly input: Readonly<Record<string, unknown>>;
}

/** What is true of a group at an instant, whatever a read of it may say. */
export interface GroupSight {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly desired: number;
  /** Members that are not on their way out. */
  readonly members: number;
  /** In service. */
  readonly inService: number;
  /** In service, and serving or not known to be hung for long enough to be found out. */
  readonly healthy: number;
  /** Known to be bad, by instance id: in service and not serving for longer than it takes to find out. */
  readonly bad: readonly { readonly instanceId: string; readonly zone: string }[];
  /** Members in service by zone. */
  readonly zones: Readonly<Record<string, number>>;
  /** Whether a load balancer checks its members. */
  readonly isBalanced: boolean;
  readonly isOwned: boolean;
  readonly isProtected: boolean;
}

/** We asked for a size of a group: SetDesiredCapacity or UpdateAutoScalingGroup. */
export interface SizeRequest {
  readonly kind: 'size-request';
  readonly atMs: number;
  /** When the call was made; later than that it takes effect only by a fault. */
  readonly calledAtMs: number;
  readonly actor: Actor;
  readonly tierId: string | null;
  readonly group: GroupSight | null;
  readonly groupName: string;
  readonly size: number | null;
  /** The bounds that the group gets along with its size; null: it keeps its own. */
  readonly bounds: { readonly min: number; readonly max: number } | null;
  /** When the stage of an environment began for which it is asked; null: for none. */
  readonly stageBegunAtMs: number | null;
}

/** Anything else of ours that changes something outside of our table. */
export interface OtherEffect {
  readonly kind: 'effect';
  readonly atMs: number;
  readonly calledAtMs: number;
  readonly actor: Actor;
  /** `autoscaling:SetInstanceHealth` */
  readonly call: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** The group it is about, if it is about one. */
  readonly group: GroupSight | null;
}

/** A decision about a tier's size that is to have an effect, as it was recorded. */
export interface Decision {
  readonly kind: 'decision';
  readonly atMs: number;
  readonly tierId: string;
  /** The size that the decision compared with. */
  readonly from: number;
  readonly to: number;
  readonly version: number;
  readonly attempt: number;
  /** Whether the same target is tried again. */
  readonly isRepeat: boolean;
  readonly group: GroupSight | null;
  /** Sizes wanted by the last sweeps, oldest first. */
  readonly wants: readonly number[];
  /** Desired capacities of all tiers together. */
  readonly fleet: number;
}

/** A write of one of our items, as plain values; undefined: not there. */
export interface ItemWrite {
  readonly kind: 'write';
  readonly atMs: number;
  readonly pk: string;
  readonly sk: string;
  readonly before: PlainItem | undefined;
  readonly after: PlainItem | undefined;
}

export type PlainItem = Readonly<Record<string, unknown>>;

/** What a function of ours was answered by GetMetricData, the newest two minutes of each metric. */
export interface MetricsRead {
  readonly kind: 'metrics-read';
  readonly atMs: number;
  /** By `metricKey`: values by the start of their minute. */
  readonly series: ReadonlyMap<string, ReadonlyMap<number, number>>;
}

/** `namespace|name|dimension=value,...` */
export const metricKey = (namespace: string, name: string, dimensions: Readonly<Record<string, string>>): string =>
  `${namespace}|${name}|${Object.entries(dimensions)
    .map(([key, value]) => `${key}=${value}`)
    .sort()
    .join(',')}`;

/** Somebody else set the desired capacity of a tier's group. */
export interface OutsideResize {
  readonly kind: 'outside-resize';
  readonly atMs: number;
  readonly tierId: string;
  readonly size: number;
}

export interface ExecutionEnd {
  readonly kind: 'execution-end';
  readonly atMs: number;
  readonly actor: Actor;
  readonly status: string;
  readonly output: unknown;
}

/** Something was put aside. */
export interface DeadLetter {
  readonly kind: 'dead-letter';
  readonly atMs: number;
  /** Of the invocation that failed on it; null: it never came to one. */
  readonly requestId: string | null;
}

export interface JournalLine {
  readonly kind: 'journal';
  readonly atMs: number;
  readonly entry: JournalEntry;
}

/** Once a minute, after the sweeps: how things stand. */
export interface Beat {
  readonly kind: 'beat';
  readonly atMs: number;
  /** Since when nothing was made to go wrong and nobody interfered. */
  readonly calmSinceMs: number;
  /** By tier. */
  readonly groups: ReadonlyMap<string, GroupSight>;
}
