import { AwsError } from '../../kernel.ts';
import { ExecutionEnvironment, type Outcome } from '../../lambda/execution-environment.ts';
import { createRandom } from '../../random.ts';
import { environmentVariables } from './environment-variables.ts';
import type { LambdaFunction } from './lambda-function.ts';
import type { LambdaModel } from './lambda-model.ts';
import { createLogDelivery, logStreamName } from './log-delivery.ts';

/** One run of a function, whoever asked for it. */
export interface Run {
  readonly requestId: string;
  /** The event as JSON text. */
  readonly payload: string;
}

interface Slot {
  /** As it was when the environment was made: a change of the function leaves its environments behind. */
  readonly of: LambdaFunction;
  readonly environment: ExecutionEnvironment;
  readonly logStreamName: string;
  readonly createdAtMs: number;
}

interface Fleet {
  readonly idle: Slot[];
  inFlight: number;
}

/**
 * Runs functions, each invocation in an execution environment of its own: an idle one if there is one, else a new one.
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html
 */
export class FunctionRunner {
  readonly #model: LambdaModel;
  readonly #fleets = new Map<string, Fleet>();

  constructor(model: LambdaModel) {
    this.#model = model;
  }

  /** @throws `AwsError` TooManyRequestsException when no concurrency is left */
  async run(of: LambdaFunction, { requestId, payload }: Run): Promise<Outcome> {
    const fleet = this.#fleetOf(of);
    this.#throttle(of, fleet);
    const { clock, journal } = this.#model.kernel;
    const startMs = clock.nowMs;
    const slot = this.#takeIdle(fleet, of) ?? this.#createSlot(of);
    fleet.inFlight++;
    journal.note('invocation', of.name, { requestId });
    const outcome = await slot.environment.invoke({
      requestId,
      functionName: of.name,
      invokedFunctionArn: of.arn,
      memoryMegabytes: of.memoryMegabytes,
      timeoutSeconds: of.timeoutSeconds,
      logGroupName: of.logGroupName,
      logStreamName: slot.logStreamName,
      payload,
    });
    fleet.inFlight--;
    if (!slot.environment.isDestroyed) fleet.idle.push(slot);
    this.#record(of, requestId, outcome, clock.nowMs - startMs);
    return outcome;
  }

  #fleetOf({ name }: LambdaFunction): Fleet {
    let fleet = this.#fleets.get(name);
    if (fleet === undefined) {
      fleet = { idle: [], inFlight: 0 };
      this.#fleets.set(name, fleet);
    }
    return fleet;
  }

  /** Reserved concurrency is a function's own; the others share what is left of the account's. */
  #throttle(of: LambdaFunction, fleet: Fleet): void {
    const isReserved = of.reservedConcurrency !== undefined;
    const isFull = isReserved ? fleet.inFlight >= (of.reservedConcurrency ?? 0) : this.#sharedLeft() <= 0;
    if (!isFull) return;
    this.#measure(of, 'Throttles', 1);
    const reason = isReserved
      ? 'ReservedFunctionConcurrentInvocationLimitExceeded'
      : 'ConcurrentInvocationLimitExceeded';
    throw new AwsError('TooManyRequestsException', 'Rate Exceeded.', 429, { Reason: reason, Type: 'User' });
  }

  #sharedLeft(): number {
    let left = this.#model.settings.accountConcurrency;
    for (const { name, reservedConcurrency } of this.#model.functions.values()) {
      left -= reservedConcurrency ?? this.#fleets.get(name)?.inFlight ?? 0;
    }
    return left;
  }

  #takeIdle(fleet: Fleet, of: LambdaFunction): Slot | undefined {
    const { kernel, settings } = this.#model;
    const oldestMs = kernel.clock.nowMs - settings.environmentLifetimeSeconds * 1000;
    for (let slot = fleet.idle.pop(); slot !== undefined; slot = fleet.idle.pop()) {
      if (slot.of === of && slot.createdAtMs > oldestMs) return slot;
    }
    return undefined;
  }

  #createSlot(of: LambdaFunction): Slot {
    const { kernel, dependencies } = this.#model;
    const { clock, region } = kernel;
    // What a function draws is its own affair: it does not shift the draws of the rest of the cloud.
    const random = createRandom(kernel.random.hex(16));
    const streamName = logStreamName(clock.nowMs, random.hex(32));
    const credentials = dependencies.credentials.issue(this.#model.roleOf(of));
    const environment = new ExecutionEnvironment({
      folder: of.folder,
      codeCacheFolder: this.#model.settings.codeCacheFolder,
      handler: of.handler,
      variables: environmentVariables(of, region, streamName, credentials),
      clock,
      random,
      network: dependencies.network,
      log: createLogDelivery(this.#model, of, streamName),
    });
    return { of, environment, logStreamName: streamName, createdAtMs: clock.nowMs };
  }

  /** https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html; Errors has a 0 for each success. */
  #record(of: LambdaFunction, requestId: string, outcome: Outcome, durationMs: number): void {
    const hasFailed = outcome.kind === 'failed';
    this.#measure(of, 'Invocations', 1);
    this.#measure(of, 'Errors', hasFailed ? 1 : 0);
    this.#measure(of, 'Duration', durationMs);
    if (!hasFailed) return;
    const { errorType, errorMessage } = outcome.error;
    this.#model.kernel.journal.note('function-error', of.name, { requestId, errorType, errorMessage });
  }

  #measure(of: LambdaFunction, name: string, value: number): void {
    this.#model.kernel.measure({ namespace: 'AWS/Lambda', name, dimensions: { FunctionName: of.name }, value });
  }
}
