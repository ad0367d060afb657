import { CANCELLED, Cancellation } from './cancellation.ts';
import { History, type HistoryEvent } from './history.ts';
import { isoTime } from './iso-time.ts';
import type {
  Environment,
  ExecutionIdentity,
  FlowRunner,
  State,
  StateMachineProgram,
  TaskRunner,
  Timers,
} from './model.ts';
import { runFlow } from './run-flow.ts';
import { StatesError } from './states-error.ts';
import { Strand } from './strand.ts';

export type ExecutionStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';

export interface ExecutionPlan {
  readonly program: StateMachineProgram;
  readonly identity: ExecutionIdentity;
  /** The input as JSON holds it. */
  readonly input: unknown;
  /** In seconds, at most what the state machine says. */
  readonly maximumSeconds?: number;
}

/** What an execution needs of the world. */
export interface ExecutionHost {
  readonly environment: Environment;
  readonly clock: Timers;
  readonly tasks: TaskRunner;
  readonly onTransition: (state: State) => void;
  readonly onEnd: (execution: Execution) => void;
}

/** One execution of a state machine, from its start to its end. */
export class Execution {
  readonly identity: ExecutionIdentity;
  readonly input: unknown;
  readonly startedAtMs: number;
  readonly #plan: ExecutionPlan;
  readonly #host: ExecutionHost;
  readonly #history = new History();
  readonly #cancellation = new Cancellation();
  readonly #ended = Promise.withResolvers<void>();
  #status: ExecutionStatus = 'RUNNING';
  #endedAtMs: number | undefined;
  #output: unknown;
  #error: string | undefined;
  #cause: string | undefined;
  #deadline: { cancel(): void } | undefined;

  constructor(plan: ExecutionPlan, host: ExecutionHost) {
    this.#plan = plan;
    this.#host = host;
    this.identity = plan.identity;
    this.input = plan.input;
    this.startedAtMs = host.clock.nowMs;
  }

  get status(): ExecutionStatus {
    return this.#status;
  }
  get endedAtMs(): number | undefined {
    return this.#endedAtMs;
  }
  /** The output of an execution that succeeded. */
  get output(): unknown {
    return this.#output;
  }
  get error(): string | undefined {
    return this.#error;
  }
  get cause(): string | undefined {
    return this.#cause;
  }
  /** Settles when the execution ends, in whatever way. */
  get ended(): Promise<void> {
    return this.#ended.promise;
  }

  history(options?: { readonly includeData: boolean }): readonly HistoryEvent[] {
    return this.#history.render(options);
  }

  /**
   * Run to the end. To be called once.
   *
   * @throws what is no error of the execution, such as a call that the cloud does not know
   */
  async run(): Promise<void> {
    const { clock } = this.#host;
    const { program, identity, input } = this.#plan;
    const lastEventId = this.#history.record('ExecutionStarted', this.startedAtMs, 0, {
      input,
      roleArn: identity.roleArn,
    });
    const strand = this.#newStrand(lastEventId);
    const seconds = Math.min(
      program.timeoutSeconds ?? Number.POSITIVE_INFINITY,
      this.#plan.maximumSeconds ?? Number.POSITIVE_INFINITY,
    );
    if (Number.isFinite(seconds)) {
      this.#deadline = clock.at(this.startedAtMs + seconds * 1000, () => this.#timeOut(strand));
    }
    try {
      const output = await runFlow(program, input, strand, this.#newRunner());
      this.#end('SUCCEEDED', strand, { output });
    } catch (thrown) {
      if (thrown === CANCELLED) return;
      if (!(thrown instanceof StatesError)) throw thrown;
      this.#end('FAILED', strand, { error: thrown.error, cause: thrown.reason });
    }
  }

  /** End the execution from outside. @returns false when it has ended already */
  stop(error: string | undefined, cause: string | undefined): boolean {
    if (this.#status !== 'RUNNING') return false;
    this.#end('ABORTED', undefined, { error, cause });
    return true;
  }

  #timeOut(strand: Strand): Promise<void> {
    // A flow that ended at this very instant was first.
    if (this.#status === 'RUNNING') this.#end('TIMED_OUT', strand, { error: 'States.Timeout' });
    return this.ended;
  }

  #end(
    status: Exclude<ExecutionStatus, 'RUNNING'>,
    strand: Strand | undefined,
    end: { readonly output?: unknown; readonly error?: string | undefined; readonly cause?: string | undefined },
  ): void {
    const { nowMs } = this.#host.clock;
    this.#history.record(EVENT_TYPES[status], nowMs, strand?.lastEventId ?? this.#history.length, { ...end });
    this.#status = status;
    this.#endedAtMs = nowMs;
    this.#output = end.output;
    this.#error = end.error;
    this.#cause = end.cause;
    this.#deadline?.cancel();
    this.#cancellation.cancel();
    this.#host.onEnd(this);
    this.#ended.resolve();
  }

  #newStrand(lastEventId: number): Strand {
    const { identity, input } = this.#plan;
    const { arn: Id, name: Name, roleArn: RoleArn } = identity;
    const stateMachine = { Id: identity.stateMachineArn, Name: identity.stateMachineName };
    const ground = { clock: this.#host.clock, identity, stateMachine };
    const execution = { Id, Input: input, StartTime: isoTime(this.startedAtMs), Name, RoleArn, RedriveCount: 0 };
    return new Strand(ground, this.#history, this.#cancellation, execution, { lastEventId, variables: {} });
  }

  #newRunner(): FlowRunner {
    const { environment, clock, tasks, onTransition } = this.#host;
    const runner: FlowRunner = {
      environment,
      clock,
      tasks,
      onTransition,
      execution: this.identity,
      run: (flow, input, strand) => runFlow(flow, input, strand, runner),
    };
    return runner;
  }
}

const EVENT_TYPES = {
  SUCCEEDED: 'ExecutionSucceeded',
  FAILED: 'ExecutionFailed',
  TIMED_OUT: 'ExecutionTimedOut',
  ABORTED: 'ExecutionAborted',
} as const;
