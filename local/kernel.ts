import type { VirtualClock } from './clock/virtual-clock.ts';

/**
 * What every service of the embedded cloud is given: time, chance, the journal, and the one way to call another
 * service. Services never import each other's operations; they go through `call`, as on AWS.
 */
export interface Kernel {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
  readonly clock: VirtualClock;
  readonly random: Random;
  readonly journal: Journal;
  readonly faults: Faults;
  /**
   * Make an API call as a caller: find the operation, check IAM, count it, run it.
   * An operation that the cloud does not know ends the whole run, naming it: silence would be a lie.
   *
   * @throws `AwsError` as the service would answer
   */
  call(service: string, operation: string, input: unknown, caller: Caller): Promise<unknown>;
  /** Put an event of an AWS service on the default bus. */
  emit(event: ServiceEvent): void;
  /** Publish one value of a metric, as services do for their own namespaces (AWS/States, AWS/SQS, AWS/Lambda, AWS/ApplicationELB). */
  measure(metric: MetricValue): void;
  /** All services by signing name; a state machine finds its SDK integrations here. */
  readonly services: ReadonlyMap<string, Service>;
  /** Have every call watched that reaches its service; returns the way to stop. */
  watchCalls(watcher: CallWatcher): () => void;
}

/** A call of an operation. */
export interface ApiCall {
  readonly service: string;
  readonly operation: string;
  readonly input: unknown;
  readonly caller: Caller;
  /** When it was made; a fault may have it run later. */
  readonly atMs: number;
}

/** Told of a call just before it is made; what it returns is told how the call ended. It must not change anything. */
export type CallWatcher = (call: ApiCall) => ((outcome: CallOutcome) => void) | undefined;

export type CallOutcome = { readonly output: unknown } | { readonly error: unknown };

/** Seeded chance: ids and draws are a function of the seed and the order of the calls. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** That many lower-case hexadecimal digits. */
  hex(digits: number): string;
  uuid(): string;
}

/** Who makes a call. `operator` stands for the account's administrator and is allowed everything. */
export type Caller =
  | {
      readonly kind: 'role';
      readonly roleArn: string;
      readonly sessionName: string;
      readonly via?: string;
      /** Whether the session is that of a function, which is then named after it. */
      readonly isFunction?: true;
    }
  | { readonly kind: 'service'; readonly service: string; readonly sourceArn?: string }
  | { readonly kind: 'operator' };

/** An event that an AWS service puts on the default bus; id, time, account and region are added there. */
export interface ServiceEvent {
  readonly source: string;
  readonly detailType: string;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly resources?: readonly string[];
}

export interface MetricValue {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly value: number;
  /** When it was measured; default: now. */
  readonly atMs?: number;
  /** For percentiles: how many samples the value stands for. Default 1. */
  readonly weight?: number;
}

/** Says whether a caller may; implemented by `services/iam`. */
export interface Authorizer {
  /** @throws `AwsError` AccessDenied with caller, action and resource in the message */
  check(caller: Caller, request: AccessRequest): void;
}

/**
 * One permission that a call needs.
 * `resource` is an ARN or `*`; `context` holds the condition keys AWS would set, such as `aws:ResourceTag/name`.
 */
export interface AccessRequest {
  readonly action: string;
  readonly resource: string;
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
  /** What was allowed under this name is not asked for again until it has not been used for so long. @default - each time */
  readonly kept?: { readonly name: string; readonly idleMs: number };
}

/**
 * One API operation. Inputs and outputs are plain values keyed by AWS's member names; timestamps are `Date`, blobs
 * `Uint8Array`, whatever the protocol on the wire.
 */
export interface Operation {
  readonly authorize: (input: never) => readonly AccessRequest[];
  readonly run: (input: never, caller: Caller) => unknown;
}

/** Declares an operation with its types checked; the registry keeps it untyped. */
export const operation = <Input, Output>(definition: {
  readonly authorize: (input: Input) => readonly AccessRequest[];
  readonly run: (input: Input, caller: Caller) => Output | Promise<Output>;
}): Operation => definition;

export interface Service {
  /** Signing name, as in a credential scope: `dynamodb`, `autoscaling`, `monitoring`, `elasticloadbalancing`. */
  readonly name: string;
  /** The name in `arn:aws:states:::aws-sdk:NAME:operation`, and the prefix of its error names there. */
  readonly integration: { readonly name: string; readonly errorPrefix: string };
  readonly operations: Readonly<Record<string, Operation>>;
  /** The policy document that hangs on one of its resources; it takes part in every decision about that resource. */
  readonly resourcePolicy?: (resourceArn: string) => unknown;
}

/** Creates, changes and deletes resources of one CloudFormation type from resolved properties. */
export interface ResourceProvider {
  readonly type: string;
  /** Properties that cannot be changed in place: for them a new resource is made, and the old one deleted. */
  readonly replacedBy?: readonly string[];
  create(request: ResourceRequest): CreatedResource;
  /**
   * Change a resource in place. Without it the resource is deleted and made again under its name, which is the same for a
   * type that is nothing but its properties.
   */
  readonly update?: (request: ResourceRequest, before: ExistingResource) => CreatedResource;
  /** Take a resource away. Without it the embedded cloud says that it cannot. */
  readonly delete?: (resource: ExistingResource) => void;
}

export interface ResourceRequest {
  readonly stackName: string;
  readonly logicalId: string;
  readonly properties: Readonly<Record<string, unknown>>;
  /** Tags of the stack, to be merged under the resource's own. */
  readonly stackTags: Readonly<Record<string, string>>;
  /** Of a resource that is imported: what `Ref` is to answer, in place of a value drawn. */
  readonly identifier?: string;
  /** Absolute path of a file or folder asset by its hash (the S3 key without extension). */
  readonly assetPath: (s3Key: string, bucket?: string) => string;
  /** The random end of a generated name: 12 hexadecimal digits, drawn once for the life of the resource. @default drawn anew */
  readonly nameSuffix?: () => string;
}

/** `ref` answers `Ref`, `attributes` answer `Fn::GetAtt`. */
export interface CreatedResource {
  readonly ref: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** A resource as it stands before it is changed or deleted. */
export interface ExistingResource extends CreatedResource {
  readonly stackName: string;
  readonly logicalId: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** What a service module hands to `cloud.ts`. */
export interface ServiceModule {
  readonly service: Service;
  readonly resources: readonly ResourceProvider[];
}

/** An error as an AWS service answers it. */
export class AwsError extends Error {
  readonly code: string;
  readonly status: number;
  /** Members beside the message, such as `CancellationReasons` or `Item`. */
  readonly members: Readonly<Record<string, unknown>>;

  constructor(code: string, message: string, status = 400, members: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.name = code;
    this.code = code;
    this.status = status;
    this.members = members;
  }
}

/** Everything that happened, in order, and counts of it. Equal seeds give equal journals. */
export interface Journal {
  readonly entries: readonly JournalEntry[];
  note(kind: JournalKind, subject: string, detail?: Readonly<Record<string, unknown>>): void;
  /** How often: by kind, then by subject. */
  counts(): Readonly<Record<JournalKind, Readonly<Record<string, number>>>>;
  count(kind: JournalKind, subject: string): void;
  /** Called for each entry as it is made; returns the way to stop. */
  watch(listener: (entry: JournalEntry) => void): () => void;
}

export const JOURNAL_KINDS = [
  'call', // subject: service:Operation, of a product's role
  'denied', // subject: action
  'invocation', // subject: function name
  'function-error',
  'execution', // subject: state machine name; detail: name, status
  'transition', // subject: state machine name
  'alarm', // subject: alarm name; detail: from, to
  'event', // subject: source/detail-type
  'delivery', // subject: rule or schedule name
  'dead-letter', // subject: queue name
  'fault', // subject: kind of the fault that struck
  'activity', // subject: Auto Scaling group name
  'instance', // subject: instance id; detail: group, state
  'log', // subject: function name; detail: the line
] as const;
export type JournalKind = (typeof JOURNAL_KINDS)[number];

export interface JournalEntry {
  readonly atMs: number;
  readonly kind: JournalKind;
  readonly subject: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** An event, or the beat of a schedule, on its way to one target. */
export interface FaultDelivery {
  /** Name of the rule or schedule. */
  readonly rule: string;
  /** `aws.scheduler` for schedules. */
  readonly source: string;
  readonly detailType: string;
  readonly targetArn: string;
}

/** What goes wrong on purpose. The default does nothing. The kinds that there are: `faults/`. */
export interface Faults {
  /** How often a matched event or schedule reaches its target: 0 loses it, 2 doubles it. */
  deliveries(delivery: FaultDelivery): number;
  /** How many milliseconds later than it should one copy of it arrives. */
  delayMs(delivery: FaultDelivery): number;
  /** The error to answer instead of making the call, if any. */
  interrupt(call: ApiCall): AwsError | undefined;
  /** Make a call in an unusual way: later, with an answer of the past, or with none. It asks IAM and runs when `make` is called. */
  carry(call: ApiCall, make: () => Promise<unknown>): Promise<unknown>;
  /** What an attempt to launch an instance, or to start a stopped one, comes to, if not to an instance that runs. */
  launch(launch: FaultLaunch): LaunchFailure | undefined;
  /** How much later than the table its global indexes change, in milliseconds. */
  indexLagMs(): number;
}

export interface FaultLaunch {
  readonly zone: string;
  readonly instanceType: string;
  /** Empty for an instance of no Auto Scaling group. */
  readonly groupName: string;
  /** vCPUs, with those of what is launched, of all instances that count towards its quota. */
  readonly quotaVcpus: () => number;
}

/**
 * `no-capacity`, or over the quota of so many vCPUs: EC2 refuses. `no-key`: it launches, and cannot start because it may not use
 * the key of its volumes.
 */
export type LaunchFailure = 'no-capacity' | 'no-key' | { readonly vcpuLimit: number };

/** Ends the invocation of the function that made the call; thrown by a fault, answered to nobody. */
export class FunctionCrash extends Error {}
