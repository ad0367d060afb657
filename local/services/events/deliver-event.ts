import { type DeliveryFailure, deliverWithRetries } from '../../events/delivery/deliver-with-retries.ts';
import { queueUrlOf } from '../../events/delivery/target-call.ts';
import { textAttributes } from '../../events/delivery/text-attributes.ts';
import type { BusEvent } from '../../events/event.ts';
import { AwsError, type Caller, type Kernel } from '../../kernel.ts';
import { deadLetterCode } from './dead-letter-code.ts';
import type { Rule, Target } from './rule.ts';

/** Hands an event to another bus. */
export type PutOnBus = (busArn: string, event: BusEvent, caller: Caller) => void;

/**
 * Deliver an event of a rule to one target: with the target's role or as EventBridge itself, again while the target is busy,
 * and to the dead-letter queue when it is given up.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html
 */
export const deliverEvent = (
  kernel: Kernel,
  rule: Rule,
  target: Target,
  event: BusEvent,
  putOnBus: PutOnBus,
): Promise<void> =>
  deliverWithRetries(kernel, {
    policy: target.retryPolicy,
    attempt: async (attemptNumber) => {
      await hand(kernel, rule, target, event, putOnBus);
      measure(kernel, rule, 'Invocations');
      note(kernel, rule, target, event, { outcome: 'delivered', retryAttempts: attemptNumber - 1 });
    },
    giveUp: async (failure) => {
      measure(kernel, rule, 'FailedInvocations');
      const outcome = await bury(kernel, rule, target, event, failure);
      note(kernel, rule, target, event, { outcome, error: failure.error.code, retryAttempts: failure.retryAttempts });
    },
  });

const hand = async (kernel: Kernel, rule: Rule, target: Target, event: BusEvent, putOnBus: PutOnBus): Promise<void> => {
  const caller = await becomeCaller(kernel, rule, target);
  if (target.call === undefined) return putOnBus(target.arn, event, caller);
  const { service, operation, input } = target.call(makePayload(rule, target, event));
  await kernel.call(service, operation, input, caller);
};

const becomeCaller = async (kernel: Kernel, rule: Rule, target: Target): Promise<Caller> => {
  const service: Caller = { kind: 'service', service: 'events.amazonaws.com', sourceArn: rule.arn };
  const { roleArn } = target;
  if (roleArn === undefined) return service;
  const sessionName = kernel.random.hex(32);
  await kernel.call('sts', 'AssumeRole', { RoleArn: roleArn, RoleSessionName: sessionName }, service);
  return { kind: 'role', roleArn, sessionName };
};

const makePayload = (rule: Rule, target: Target, event: BusEvent): string => {
  try {
    return target.input(event, rule);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new AwsError('InvalidJson', `The input of target ${target.id} could not be made from the event: ${reason}`);
  }
};

/**
 * Send what was given up to the dead-letter queue, whose policy has to let the rule in.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
 */
const bury = async (
  kernel: Kernel,
  rule: Rule,
  target: Target,
  event: BusEvent,
  { error, retryAttempts, exhausted }: DeliveryFailure,
): Promise<'dead-lettered' | 'dropped'> => {
  if (target.deadLetterArn === undefined) return 'dropped';
  const attributes = textAttributes({
    RULE_ARN: rule.arn,
    TARGET_ARN: target.arn,
    ERROR_CODE: deadLetterCode(error),
    ERROR_MESSAGE: error.message,
    EXHAUSTED_RETRY_CONDITION: exhausted,
    RETRY_ATTEMPTS: String(retryAttempts),
  });
  const input = {
    QueueUrl: queueUrlOf(target.deadLetterArn),
    MessageBody: JSON.stringify(event),
    MessageAttributes: attributes,
  };
  try {
    await kernel.call('sqs', 'SendMessage', input, {
      kind: 'service',
      service: 'events.amazonaws.com',
      sourceArn: rule.arn,
    });
    measure(kernel, rule, 'InvocationsSentToDlq');
    return 'dead-lettered';
  } catch (failure) {
    if (!(failure instanceof AwsError)) throw failure;
    measure(kernel, rule, 'InvocationsFailedToBeSentToDlq');
    return 'dropped';
  }
};

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html */
const measure = (kernel: Kernel, rule: Rule, name: string): void =>
  kernel.measure({ namespace: 'AWS/Events', name, dimensions: { RuleName: rule.name }, value: 1 });

const note = (kernel: Kernel, rule: Rule, target: Target, event: BusEvent, detail: Record<string, unknown>): void =>
  kernel.journal.note('delivery', rule.name, { event: event.id, target: target.arn, ...detail });
