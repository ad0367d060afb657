import { type DeliveryFailure, deliverWithRetries } from '../../events/delivery/deliver-with-retries.ts';
import { queueUrlOf } from '../../events/delivery/target-call.ts';
import { textAttributes } from '../../events/delivery/text-attributes.ts';
import { eventTime } from '../../events/event.ts';
import { AwsError, type Caller, type Kernel } from '../../kernel.ts';
import { fillInput } from './fill-input.ts';
import type { Schedule } from './schedule.ts';

/**
 * Invoke a schedule's target with the schedule's role, which the scheduler has to be trusted to take. Dead letters are sent
 * with that role too.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/setting-up.html#setting-up-execution-role
 */
export const invokeTarget = (kernel: Kernel, schedule: Schedule, scheduledAtMs: number): Promise<void> => {
  const { target, arn: scheduleArn } = schedule;
  const executionId = kernel.random.hex(16);
  const note = (detail: Readonly<Record<string, unknown>>): void =>
    kernel.journal.note('delivery', schedule.name, { target: target.arn, scheduledAtMs, ...detail });
  return deliverWithRetries(kernel, {
    policy: target.retryPolicy,
    attempt: async (attemptNumber) => {
      const payload = fillInput(target.input, { scheduleArn, scheduledAtMs, executionId, attemptNumber });
      const { service, operation, input } = target.call(payload);
      await kernel.call(service, operation, input, await takeRole(kernel, schedule, executionId));
      note({ outcome: 'delivered', retryAttempts: attemptNumber - 1 });
    },
    giveUp: async (failure) => {
      const outcome = await bury(kernel, schedule, scheduledAtMs, executionId, failure);
      note({ outcome, error: failure.error.code, retryAttempts: failure.retryAttempts });
    },
  });
};

/**
 * For whom the role is taken is the schedule's group, never a schedule.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html
 */
const takeRole = async (kernel: Kernel, { groupArn, target }: Schedule, executionId: string): Promise<Caller> => {
  const input = { RoleArn: target.roleArn, RoleSessionName: executionId };
  await kernel.call('sts', 'AssumeRole', input, {
    kind: 'service',
    service: 'scheduler.amazonaws.com',
    sourceArn: groupArn,
  });
  return { kind: 'role', roleArn: target.roleArn, sessionName: executionId };
};

/** https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html */
const bury = async (
  kernel: Kernel,
  schedule: Schedule,
  scheduledAtMs: number,
  executionId: string,
  { error, retryAttempts, exhausted }: DeliveryFailure,
): Promise<'dead-lettered' | 'dropped'> => {
  const { target } = schedule;
  if (target.deadLetterArn === undefined) return 'dropped';
  const facts = { scheduleArn: schedule.arn, scheduledAtMs, executionId, attemptNumber: retryAttempts + 1 };
  const attributes = textAttributes({
    SCHEDULE_ARN: schedule.arn,
    TARGET_ARN: target.arn,
    SCHEDULED_TIME: eventTime(scheduledAtMs),
    EXECUTION_ID: executionId,
    ERROR_CODE: error.code,
    ERROR_MESSAGE: error.message,
    EXHAUSTED_RETRY_CONDITION: exhausted,
    RETRY_ATTEMPTS: String(retryAttempts),
    IS_PAYLOAD_TRUNCATED: 'false',
  });
  const message = {
    QueueUrl: queueUrlOf(target.deadLetterArn),
    MessageBody: fillInput(target.input, facts),
    MessageAttributes: attributes,
  };
  try {
    await kernel.call('sqs', 'SendMessage', message, await takeRole(kernel, schedule, executionId));
    return 'dead-lettered';
  } catch (failure) {
    if (!(failure instanceof AwsError)) throw failure;
    return 'dropped';
  }
};
