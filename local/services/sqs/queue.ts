import type { Kernel } from '../../kernel.ts';

export interface MessageAttribute {
  readonly DataType: string;
  readonly StringValue?: string;
  readonly BinaryValue?: Uint8Array;
}

export interface Message {
  readonly id: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, MessageAttribute>>;
  readonly sentAtMs: number;
  receiptHandle: string | undefined;
  receiveCount: number;
  visibleAtMs: number;
}

export interface QueueSettings {
  readonly name: string;
  readonly retentionSeconds: number;
  readonly visibilityTimeoutSeconds: number;
}

const MINUTE_MS = 60_000;
/** A queue is active for up to six hours after it was last used, and only then publishes metrics. */
const ACTIVE_MS = 6 * 3_600_000;

/**
 * A standard queue. Time passes for its messages only when somebody looks.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-basic-architecture.html
 */
export class Queue {
  settings: QueueSettings;
  readonly arn: string;
  readonly url: string;
  policy: object | undefined;
  readonly #kernel: Kernel;
  #messages: Message[] = [];
  #usedAtMs = 0;
  #measuring: { cancel(): void } | undefined;

  constructor(kernel: Kernel, settings: QueueSettings) {
    this.#kernel = kernel;
    this.settings = settings;
    this.arn = `arn:${kernel.partition}:sqs:${kernel.region}:${kernel.account}:${settings.name}`;
    this.url = `https://sqs.${kernel.region}.amazonaws.com/${kernel.account}/${settings.name}`;
  }

  /** Messages that are neither deleted nor expired. */
  get messages(): readonly Message[] {
    const keptSinceMs = this.#kernel.clock.nowMs - this.settings.retentionSeconds * 1000;
    const [oldest] = this.#messages;
    if (oldest !== undefined && oldest.sentAtMs < keptSinceMs) {
      this.#messages = this.#messages.filter(({ sentAtMs }) => sentAtMs >= keptSinceMs);
    }
    return this.#messages;
  }

  get visible(): readonly Message[] {
    const { nowMs } = this.#kernel.clock;
    return this.messages.filter(({ visibleAtMs }) => visibleAtMs <= nowMs);
  }

  send(body: string, attributes: Message['attributes']): Message {
    const { clock, random } = this.#kernel;
    const nowMs = clock.nowMs;
    const message: Message = {
      id: random.uuid(),
      body,
      attributes,
      sentAtMs: nowMs,
      receiptHandle: undefined,
      receiveCount: 0,
      visibleAtMs: nowMs,
    };
    this.#messages.push(message);
    this.#use('NumberOfMessagesSent', 1);
    return message;
  }

  receive(countMax: number, visibilityTimeoutSeconds: number): readonly Message[] {
    const received = this.visible.slice(0, countMax);
    for (const message of received) {
      message.receiptHandle = this.#kernel.random.hex(32);
      message.receiveCount++;
      message.visibleAtMs = this.#kernel.clock.nowMs + visibilityTimeoutSeconds * 1000;
    }
    this.#use('NumberOfMessagesReceived', received.length);
    return received;
  }

  delete(receiptHandle: string): void {
    const kept = this.#messages.filter((message) => message.receiptHandle !== receiptHandle);
    this.#use('NumberOfMessagesDeleted', this.#messages.length - kept.length);
    this.#messages = kept;
  }

  purge(): void {
    this.#messages = [];
  }

  /**
   * Note a use, and publish the queue's metrics each minute from now on.
   * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
   */
  #use(metric: string, value: number): void {
    const { clock } = this.#kernel;
    this.#measure(metric, value);
    this.#usedAtMs = clock.nowMs;
    const nextMinuteMs = (Math.floor(clock.nowMs / MINUTE_MS) + 1) * MINUTE_MS;
    this.#measuring ??= clock.every(MINUTE_MS, nextMinuteMs, () => this.#publish());
  }

  #publish(): void {
    const { nowMs } = this.#kernel.clock;
    const [oldest] = this.messages;
    const visible = this.visible.length;
    this.#measure('ApproximateNumberOfMessagesVisible', visible);
    this.#measure('ApproximateNumberOfMessagesNotVisible', this.#messages.length - visible);
    this.#measure('ApproximateAgeOfOldestMessage', oldest === undefined ? 0 : (nowMs - oldest.sentAtMs) / 1000);
    if (oldest !== undefined || nowMs < this.#usedAtMs + ACTIVE_MS) return;
    this.#measuring?.cancel();
    this.#measuring = undefined;
  }

  #measure(name: string, value: number): void {
    this.#kernel.measure({ namespace: 'AWS/SQS', name, dimensions: { QueueName: this.settings.name }, value });
  }
}
