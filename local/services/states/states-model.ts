import { compileStateMachine } from '../../asl/compile-state-machine.ts';
import { MAXIMUM_DATA_BYTES } from '../../asl/data-limit.ts';
import { Execution } from '../../asl/execution.ts';
import type { StateMachineProgram, TaskRunner } from '../../asl/model.ts';
import { Callbacks } from '../../asl/tasks/callbacks.ts';
import { createTaskRunner } from '../../asl/tasks/create-task-runner.ts';
import { AwsError, type Kernel } from '../../kernel.ts';
import { publishExecution } from './publish-execution.ts';

export type StateMachineType = 'STANDARD' | 'EXPRESS';

export interface StateMachineSettings {
  readonly name: string;
  readonly type: StateMachineType;
  readonly roleArn: string;
  /** Amazon States Language, as JSON text. */
  readonly definition: string;
  readonly loggingConfiguration?: unknown;
  readonly tracingConfiguration?: unknown;
}

export interface StateMachine extends StateMachineSettings {
  readonly arn: string;
  readonly createdAtMs: number;
  readonly program: StateMachineProgram;
}

const DAY_MS = 24 * 3600 * 1000;
/** How long a name stays taken: https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html */
const NAME_RETENTION_MS = 90 * DAY_MS;
/** https://docs.aws.amazon.com/step-functions/latest/dg/choosing-workflow-type.html */
const EXPRESS_MAXIMUM_SECONDS = 300;

/** The state machines of the cloud and their executions. */
export class StatesModel {
  readonly callbacks: Callbacks;
  readonly #kernel: Kernel;
  readonly #tasks: TaskRunner;
  readonly #stateMachines = new Map<string, StateMachine>();
  readonly #executions = new Map<string, Execution>();
  readonly #byMachine = new Map<string, Execution[]>();

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
    this.callbacks = new Callbacks(
      () => kernel.random.hex(64),
      () => kernel.clock.nowMs,
    );
    this.#tasks = createTaskRunner(kernel, this.callbacks, (arn) => this.execution(arn).ended);
  }

  get stateMachines(): Iterable<StateMachine> {
    return this.#stateMachines.values();
  }

  /** @throws `AwsError` InvalidDefinition */
  create(settings: StateMachineSettings): StateMachine {
    const { partition, region, account, clock } = this.#kernel;
    const arn = `arn:${partition}:states:${region}:${account}:stateMachine:${settings.name}`;
    const stateMachine = { ...settings, arn, program: this.#compile(settings), createdAtMs: clock.nowMs };
    this.#stateMachines.set(arn, stateMachine);
    this.#byMachine.set(arn, []);
    return stateMachine;
  }

  /**
   * Executions that run go on by the definition they began with.
   * https://docs.aws.amazon.com/step-functions/latest/apireference/API_UpdateStateMachine.html
   *
   * @throws `AwsError` InvalidDefinition, StateMachineDoesNotExist
   */
  update(arn: string, settings: StateMachineSettings): void {
    const before = this.stateMachine(arn);
    this.#stateMachines.set(arn, { ...before, ...settings, program: this.#compile(settings) });
  }

  /** AWS waits until its executions have ended; here they end by themselves, and no new one begins. */
  delete(arn: string): void {
    this.#stateMachines.delete(arn);
    this.#byMachine.delete(arn);
  }

  #compile({ definition }: StateMachineSettings): StateMachineProgram {
    const { clock, random } = this.#kernel;
    return compileStateMachine(parseDefinition(definition), { nowMs: () => clock.nowMs, random });
  }

  /** @throws `AwsError` StateMachineDoesNotExist */
  stateMachine(arn: string): StateMachine {
    const found = this.#stateMachines.get(arn);
    if (found !== undefined) return found;
    throw new AwsError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`);
  }

  /** @throws `AwsError` ExecutionDoesNotExist */
  execution(arn: string): Execution {
    const found = this.#executions.get(arn);
    if (found !== undefined) return found;
    throw new AwsError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`);
  }

  /** Executions of a state machine, newest first. */
  executionsOf(stateMachine: StateMachine): readonly Execution[] {
    return (this.#byMachine.get(stateMachine.arn) ?? []).toReversed();
  }

  /**
   * Start an execution, or answer with the one of that name when it runs on the same input.
   * https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
   *
   * @param inputText JSON
   * @throws `AwsError` InvalidName, InvalidExecutionInput, ExecutionAlreadyExists
   */
  start(stateMachine: StateMachine, name: string | undefined, inputText: string): Execution {
    const executionName = name ?? this.#kernel.random.uuid();
    requireName(executionName);
    const input = parseInput(inputText);
    const arn = this.#executionArn(stateMachine, executionName);
    const twin = this.#executions.get(arn);
    if (twin !== undefined && twin.startedAtMs > this.#kernel.clock.nowMs - NAME_RETENTION_MS) {
      if (twin.status === 'RUNNING' && JSON.stringify(twin.input) === JSON.stringify(input)) return twin;
      throw new AwsError('ExecutionAlreadyExists', `Execution Already Exists: '${arn}'`);
    }
    return this.#run(stateMachine, executionName, arn, input);
  }

  #run(stateMachine: StateMachine, name: string, arn: string, input: unknown): Execution {
    const kernel = this.#kernel;
    const { clock, random, region, account, partition, journal } = kernel;
    const { arn: stateMachineArn, name: stateMachineName, roleArn, program, type } = stateMachine;
    const identity = { arn, name, roleArn, stateMachineArn, stateMachineName, region, account, partition };
    const isExpress = type === 'EXPRESS';
    const execution = new Execution(
      { program, identity, input, ...(isExpress ? { maximumSeconds: EXPRESS_MAXIMUM_SECONDS } : {}) },
      {
        environment: { nowMs: () => clock.nowMs, random },
        clock,
        tasks: this.#tasks,
        onTransition: () => journal.count('transition', stateMachineName),
        onEnd: (ended) => {
          publishExecution(kernel, type, ended);
          if (isExpress) this.#executions.delete(arn); // Nobody can ask for it any more.
        },
      },
    );
    this.#executions.set(arn, execution);
    if (!isExpress) this.#byMachine.get(stateMachineArn)?.push(execution);
    publishExecution(kernel, type, execution);
    clock.after(0, () => execution.run());
    return execution;
  }

  #executionArn({ name, type }: StateMachine, executionName: string): string {
    const { partition, region, account, random } = this.#kernel;
    const prefix = `arn:${partition}:states:${region}:${account}`;
    // Names of express executions need not be unique, their ARNs are.
    if (type === 'EXPRESS') return `${prefix}:express:${name}:${executionName}:${random.uuid()}`;
    return `${prefix}:execution:${name}:${executionName}`;
  }
}

const parseDefinition = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AwsError('InvalidDefinition', `Invalid State Machine Definition: 'INVALID_JSON_DESCRIPTION: ${cause}'`);
  }
};

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html#StepFunctions-StartExecution-request-name */
const requireName = (name: string): void => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: AWS refuses control characters by their numbers.
  const forbidden = /[\s<>{}[\]?*"#%\\^|~`$&,;:/\u0000-\u001f\u007f-\u009f]/;
  if (name.length >= 1 && name.length <= 80 && !forbidden.test(name)) return;
  throw new AwsError('InvalidName', `Invalid Name: '${name}'`);
};

const parseInput = (text: string): unknown => {
  if (Buffer.byteLength(text) > MAXIMUM_DATA_BYTES) {
    const constraint = `Member must have length less than or equal to ${MAXIMUM_DATA_BYTES}`;
    throw new AwsError(
      'ValidationException',
      `1 validation error detected: Value at 'input' failed to satisfy constraint: ${constraint}`,
    );
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AwsError('InvalidExecutionInput', `Invalid State Machine Execution Input: '${cause}'`);
  }
};
