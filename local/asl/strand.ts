import { CANCELLED, type Cancellation } from './cancellation.ts';
import { History } from './history.ts';
import { isoTime } from './iso-time.ts';
import type {
  ExecutionIdentity,
  JsonObject,
  State,
  StateTypeName,
  StrandOfControl,
  Timers,
  Variables,
} from './model.ts';

/** What the strands of one execution share. */
export interface StrandGround {
  readonly clock: Timers;
  readonly identity: ExecutionIdentity;
  /** `StateMachine` of the context object. */
  readonly stateMachine: JsonObject;
}

const RETRYABLE: ReadonlySet<StateTypeName> = new Set(['Task', 'Parallel', 'Map']);

/** One line of control of an execution; see `StrandOfControl`. */
export class Strand implements StrandOfControl {
  lastEventId: number;
  variables: Variables;
  openState: StateTypeName | undefined;
  readonly #ground: StrandGround;
  /** `Execution` of the context object. */
  readonly #execution: JsonObject;
  /** `Map` of the context object, inside an iteration. */
  readonly #mapContext: JsonObject | undefined;
  readonly #history: History;
  readonly #cancellation: Cancellation;

  constructor(
    ground: StrandGround,
    history: History,
    cancellation: Cancellation,
    execution: JsonObject,
    start: {
      readonly lastEventId: number;
      readonly variables: Variables;
      readonly mapContext?: JsonObject | undefined;
    },
  ) {
    this.#ground = ground;
    this.#history = history;
    this.#cancellation = cancellation;
    this.#execution = execution;
    this.lastEventId = start.lastEventId;
    this.variables = start.variables;
    this.#mapContext = start.mapContext;
  }

  record(type: string, details?: JsonObject, previousEventId: number = this.lastEventId): number {
    if (this.#cancellation.isCancelled) throw CANCELLED;
    this.lastEventId = this.#history.record(type, this.#ground.clock.nowMs, previousEventId, details);
    return this.lastEventId;
  }

  contextFor(state: State, enteredAtMs: number, retryCount: number): JsonObject {
    const context: Record<string, unknown> = {
      Execution: this.#execution,
      StateMachine: this.#ground.stateMachine,
      State: RETRYABLE.has(state.type)
        ? { Name: state.name, EnteredTime: isoTime(enteredAtMs), RetryCount: retryCount }
        : { Name: state.name, EnteredTime: isoTime(enteredAtMs) },
    };
    if (this.#mapContext !== undefined) context['Map'] = this.#mapContext;
    return context;
  }

  fork(mapContext: JsonObject | undefined = this.#mapContext): Strand {
    const { lastEventId, variables } = this;
    const start = { lastEventId, variables, mapContext };
    return new Strand(this.#ground, this.#history, this.#cancellation.child(), this.#execution, start);
  }

  forkChild({ arn, name, input }: Parameters<StrandOfControl['forkChild']>[0]): Strand {
    const history = new History();
    const execution = {
      ...this.#execution,
      Id: arn,
      Name: name,
      Input: input,
      StartTime: isoTime(this.#ground.clock.nowMs),
    };
    // Variables do not reach into the child executions of a distributed map:
    // https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html
    const start = { lastEventId: 0, variables: {} };
    return new Strand(this.#ground, history, this.#cancellation.child(), execution, start);
  }

  cancel(): void {
    this.#cancellation.cancel();
  }

  guard<Value>(promise: Promise<Value>): Promise<Value> {
    return this.#cancellation.guard(promise);
  }

  sleepUntil(atMs: number): Promise<void> {
    return this.guard(
      new Promise<void>((resolve) => {
        this.#ground.clock.at(atMs, () => {
          resolve();
          return Promise.resolve(); // The clock drains what was woken before it goes on.
        });
      }),
    );
  }
}
