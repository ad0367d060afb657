import type { Random } from '../kernel.ts';

/**
 * The words of the interpreter. Values are JSON as JavaScript holds it and are never changed in place: states hand
 * each other references, and history keeps them until somebody reads it.
 */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Variables of a scope by name, without the leading `$`. */
export type Variables = JsonObject;

/** A value, or a promise of one: most expressions need no promise, and a promise costs more than they do. */
export type Eventual<Value> = Value | Promise<Value>;

/** What expressions may ask of the world. */
export interface Environment {
  readonly nowMs: () => number;
  readonly random: Random;
}

/** What a query can see while a state runs. */
export interface Scope {
  /** The state's input as it arrived. */
  readonly input: unknown;
  readonly context: JsonObject;
  readonly variables: Variables;
  /** Present once the work of the state is done. */
  readonly result?: unknown;
  /** Present in a catcher. */
  readonly errorOutput?: ErrorOutput;
}

export interface ErrorOutput {
  readonly Error: string | null;
  readonly Cause: string | null;
}

export type Query = (scope: Scope) => unknown;

export type QueryLanguageName = 'JSONata' | 'JSONPath';

/** A field that is a literal or a query, with the names that AWS puts into its messages. */
export interface Operand {
  /** `Seconds` or `SecondsPath`. */
  readonly field: string;
  /** The literal, expression or path as written. */
  readonly source: unknown;
  readonly isPath: boolean;
  readonly isLiteral: boolean;
  readonly evaluate: Query;
}

/** What a state leaves behind: its output and the variables that it assigns. */
export interface Completion {
  readonly output: unknown;
  readonly assigned: Variables | undefined;
}

/** How data goes into a state's work and comes out of it, in the state's query language. */
export interface DataFlow {
  /** What the work gets: `Arguments`, or `InputPath` and `Parameters`. */
  readonly prepare: Query;
  /** What the next state gets. */
  readonly complete: (scope: Scope, result: unknown) => Eventual<Completion>;
}

export interface Step extends Completion {
  /** The next state; undefined at an end. */
  readonly next: string | undefined;
}

/** A sequence of states: a state machine, a branch, or the processor of a map. */
export interface Flow {
  readonly startAt: string;
  readonly states: ReadonlyMap<string, State>;
}

export interface StateMachineProgram extends Flow {
  readonly timeoutSeconds: number | undefined;
}

export interface State {
  readonly name: string;
  readonly type: StateTypeName;
  readonly retriers: readonly Retrier[];
  readonly catchers: readonly Catcher[];
  readonly run: (visit: Visit) => Eventual<Step>;
}

export type StateTypeName = 'Pass' | 'Task' | 'Choice' | 'Wait' | 'Succeed' | 'Fail' | 'Parallel' | 'Map';

export interface Retrier {
  readonly errorEquals: readonly string[];
  readonly intervalSeconds: number;
  readonly maxAttempts: number;
  readonly backoffRate: number;
  readonly maxDelaySeconds: number;
  readonly hasFullJitter: boolean;
}

export interface Catcher {
  readonly errorEquals: readonly string[];
  readonly next: string;
  readonly complete: (scope: Scope) => Eventual<Completion>;
}

/** One stay in a state. */
export interface Visit {
  readonly state: State;
  readonly strand: StrandOfControl;
  readonly scope: Scope;
  readonly enteredEventId: number;
  readonly enteredAtMs: number;
  readonly retryCount: number;
  /** The event before the state was entered. */
  readonly arrivedFromEventId: number;
  readonly runner: FlowRunner;
}

/** One line of control with its own variables and place in history; a parallel state or a map runs several. */
export interface StrandOfControl {
  lastEventId: number;
  variables: Variables;
  /** Record an event after `previousEventId` (default: the strand's last) and make it the strand's last. */
  record(type: string, details?: JsonObject, previousEventId?: number): number;
  /** A strand that starts where this one is and ends with it; `mapContext` is `Map` of its context object. */
  fork(mapContext?: JsonObject): StrandOfControl;
  /** The same, but with an execution of its own: its events are not in this history. */
  forkChild(execution: { readonly arn: string; readonly name: string; readonly input: unknown }): StrandOfControl;
  /** End all that runs in this strand; it records nothing from then on. */
  cancel(): void;
  /** The promise's value, unless the strand is cancelled first. */
  guard<Value>(promise: Promise<Value>): Promise<Value>;
  sleepUntil(atMs: number): Promise<void>;
  /** The type of the state that was entered and not left. */
  openState: StateTypeName | undefined;
  /** The context object for a state: https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html */
  contextFor(state: State, enteredAtMs: number, retryCount: number): JsonObject;
}

/** What states need of the execution they run in. */
export interface FlowRunner {
  readonly environment: Environment;
  readonly clock: Timers;
  readonly tasks: TaskRunner;
  readonly execution: ExecutionIdentity;
  /** Told of each state that is entered. */
  readonly onTransition: (state: State) => void;
  run(flow: Flow, input: unknown, strand: StrandOfControl): Promise<unknown>;
}

export interface Timers {
  readonly nowMs: number;
  at(atMs: number, action: () => unknown): { cancel(): void };
}

export interface ExecutionIdentity {
  readonly arn: string;
  readonly name: string;
  readonly roleArn: string;
  readonly stateMachineArn: string;
  readonly stateMachineName: string;
  readonly region: string;
  readonly account: string;
  readonly partition: string;
}

/** Does the work of tasks; the embedded cloud's calls services, a test's replays recordings. */
export interface TaskRunner {
  /** @throws `StatesError` as the integration reports it */
  start(request: TaskRequest): Promise<TaskSubmission>;
  /** Hand out a token that `SendTaskSuccess`, `SendTaskFailure` and `SendTaskHeartbeat` answer to. */
  openCallback(): Callback;
}

export interface TaskRequest {
  readonly resource: TaskResource;
  readonly arguments: unknown;
  readonly execution: ExecutionIdentity;
  readonly stateName: string;
  /** How often the state has been retried. */
  readonly retryCount: number;
  /** The role that `Credentials` name, when they do. */
  readonly credentialsRoleArn?: string | undefined;
}

export interface TaskSubmission {
  readonly output: unknown;
  /** Given by jobs that go on (`.sync`): their result. */
  readonly completion?: Promise<unknown>;
  /** End a job that goes on. */
  readonly abandon?: () => void;
}

export interface Callback {
  readonly token: string;
  readonly completion: Promise<unknown>;
  readonly lastHeartbeatMs: () => number | undefined;
  /** The token is no longer of use. */
  close(): void;
}

/** What the `Resource` of a Task state names. */
export interface TaskResource {
  readonly kind: 'lambda-function' | 'activity' | 'aws-sdk' | 'optimized';
  readonly arn: string;
  /** `dynamodb`; for Lambda functions `lambda`, for activities `activity`. */
  readonly service: string;
  /** `putItem`; for Lambda functions and activities the ARN. */
  readonly action: string;
  readonly pattern: 'request-response' | 'waitForTaskToken' | 'sync' | 'sync:2';
  /** As history names it: `aws-sdk:dynamodb`, `lambda`. */
  readonly resourceType: string;
  /** As history names it: `sendMessage.waitForTaskToken`. */
  readonly resource: string;
}
