import { AwsError } from '../../kernel.ts';
import type { Outcome } from '../../lambda/execution-environment.ts';
import type { FunctionRunner } from './function-runner.ts';
import { type Condition, invocationRecord } from './invocation-record.ts';
import type { LambdaFunction } from './lambda-function.ts';
import type { LambdaModel } from './lambda-model.ts';
import { sendToTarget, type TargetMessage } from './send-to-target.ts';

/** An asynchronous invocation on its way. */
interface QueuedEvent {
  readonly of: LambdaFunction;
  readonly requestId: string;
  readonly payload: string;
  readonly acceptedAtMs: number;
  /** How often the function ran. */
  runs: number;
  /** How often it was turned away for want of concurrency. */
  throttles: number;
  outcome: Outcome | undefined;
}

const RETRY_AFTER_ERROR_SECONDS = [60, 120];
const THROTTLE_RETRY_SECONDS_MAX = 300;

/**
 * The queue behind asynchronous invocations: the function is run again one minute after its first error and two minutes
 * after its second; a throttled event is tried again after 1 s, doubling up to 5 min, until it is too old. What is given
 * up goes to the function's destination and dead-letter queue.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
 */
export class EventQueue {
  readonly #model: LambdaModel;
  readonly #runner: FunctionRunner;

  constructor(model: LambdaModel, runner: FunctionRunner) {
    this.#model = model;
    this.#runner = runner;
  }

  accept(of: LambdaFunction, requestId: string, payload: string): void {
    const acceptedAtMs = this.#model.kernel.clock.nowMs;
    this.#tryAfter({ of, requestId, payload, acceptedAtMs, runs: 0, throttles: 0, outcome: undefined }, 0);
  }

  /** The next try, or its end when it will be too old by then. */
  #tryAfter(event: QueuedEvent, waitSeconds: number): void {
    const { clock } = this.#model.kernel;
    const atMs = clock.nowMs + waitSeconds * 1000;
    const expiresAtMs = event.acceptedAtMs + event.of.asynchronous.eventAgeSecondsMax * 1000;
    if (atMs < expiresAtMs) clock.at(atMs, () => this.#try(event));
    else clock.at(expiresAtMs, () => this.#giveUp(event, 'EventAgeExceeded'));
  }

  async #try(event: QueuedEvent): Promise<void> {
    const { requestId, payload } = event;
    // As it is by now; what waits for a function that is gone is lost.
    const of = this.#model.functions.get(event.of.name);
    if (of === undefined) return;
    if (of.reservedConcurrency === 0) return this.#giveUp(event, 'ZeroReservedConcurrency');
    try {
      event.outcome = await this.#runner.run(of, { requestId, payload });
    } catch (thrown) {
      if (!(thrown instanceof AwsError)) throw thrown;
      return this.#tryAfter(event, Math.min(2 ** event.throttles++, THROTTLE_RETRY_SECONDS_MAX));
    }
    event.runs++;
    if (event.outcome.kind === 'returned') return this.#tell(event, 'Success', of.asynchronous.onSuccessArn);
    if (event.runs > of.asynchronous.retryAttemptsMax) return this.#giveUp(event, 'RetriesExhausted');
    return this.#tryAfter(event, RETRY_AFTER_ERROR_SECONDS[event.runs - 1] ?? 0);
  }

  async #giveUp(event: QueuedEvent, condition: Condition): Promise<void> {
    this.#measure(event.of, 'AsyncEventsDropped');
    await this.#tell(event, condition, event.of.asynchronous.onFailureArn);
    if (event.of.deadLetterTargetArn !== undefined) {
      await this.#send(event.of, event.of.deadLetterTargetArn, 'DeadLetterErrors', deadLetter(event));
    }
  }

  async #tell(event: QueuedEvent, condition: Condition, targetArn: string | undefined): Promise<void> {
    if (targetArn === undefined) return;
    const record = invocationRecord(
      { ...event, condition, functionArn: event.of.arn, invokeCount: event.runs },
      this.#model.kernel.clock.nowMs,
    );
    const result = condition === 'Success' ? 'Success' : 'Failure';
    await this.#send(event.of, targetArn, 'DestinationDeliveryFailures', {
      body: JSON.stringify(record),
      attributes: {},
      detailType: `Lambda Function Invocation Result - ${result}`,
    });
  }

  async #send(of: LambdaFunction, targetArn: string, failureMetric: string, message: TargetMessage): Promise<void> {
    try {
      await sendToTarget(this.#model, of, targetArn, message);
    } catch (thrown) {
      if (!(thrown instanceof AwsError)) throw thrown;
      this.#measure(of, failureMetric);
      const { code, message: errorMessage } = thrown;
      this.#model.kernel.journal.note('function-error', of.name, { undelivered: targetArn, code, errorMessage });
    }
  }

  #measure(of: LambdaFunction, name: string): void {
    this.#model.kernel.measure({ namespace: 'AWS/Lambda', name, dimensions: { FunctionName: of.name }, value: 1 });
  }
}

/** The event itself, with what went wrong in attributes: https://docs.aws.amazon.com/lambda/latest/dg/dlq.html */
const deadLetter = (event: QueuedEvent): TargetMessage => {
  const text = (value: string) => ({ DataType: 'String', StringValue: value });
  const error = event.outcome?.kind === 'failed' ? event.outcome.error : undefined;
  return {
    body: event.payload,
    attributes: {
      RequestID: text(event.requestId),
      ErrorCode: { DataType: 'Number', StringValue: error === undefined ? '429' : '200' },
      ErrorMessage: text((error?.errorMessage ?? 'Rate Exceeded.').slice(0, 1024)),
    },
    detailType: '',
  };
};
