import { queueUrlOf } from '../../events/delivery/target-call.ts';
import { AwsError, type Caller, type Kernel } from '../../kernel.ts';
import type { LifecycleAction, NotificationTarget } from './lifecycle-hook.ts';
import type { Passage } from './passage.ts';

const SESSION = 'AutoScaling';

/** What a target is sent beside what every message holds. */
type Facts = Readonly<Record<string, string>>;

/**
 * Send a message as the role of the hook, from the service that may take it: JSON to a queue, lines of `key: value` to a topic.
 * https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PutLifecycleHook.html (NotificationTargetARN); members and subjects as in
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/prepare-for-lifecycle-notifications.html (their order is unverified)
 *
 * @throws `AwsError` when the role may not be taken or may not send, or the target is not there
 */
const send = async (kernel: Kernel, target: NotificationTarget, subject: string, facts: Facts): Promise<void> => {
  const { targetArn, roleArn } = target;
  const service: Caller = { kind: 'service', service: 'autoscaling.amazonaws.com' };
  await kernel.call('sts', 'AssumeRole', { RoleArn: roleArn, RoleSessionName: SESSION }, service);
  const role: Caller = { kind: 'role', roleArn, sessionName: SESSION };
  const message: Facts = {
    Service: 'AWS Auto Scaling',
    Time: new Date(kernel.clock.nowMs).toISOString(),
    RequestId: kernel.random.uuid(),
    AccountId: kernel.account,
    ...facts,
  };
  if (targetArn.split(':')[2] === 'sqs') {
    const input = { QueueUrl: queueUrlOf(targetArn), MessageBody: JSON.stringify(message) };
    await kernel.call('sqs', 'SendMessage', input, role);
  } else {
    const lines = Object.entries(message).map(([key, value]) => `${key}: ${value}`);
    await kernel.call('sns', 'Publish', { TopicArn: targetArn, Subject: subject, Message: lines.join('\n') }, role);
  }
};

interface Named {
  readonly name: string;
  readonly arn: string;
}

/**
 * "When you specify a notification target, Amazon EC2 Auto Scaling sends it a test message": the page above.
 *
 * @throws `AwsError` ValidationError when it cannot; words as reported: https://github.com/aws/aws-cdk/issues/1212
 */
export const sendTestMessage = async (kernel: Kernel, group: Named, target: NotificationTarget): Promise<void> => {
  const facts = {
    Event: 'autoscaling:TEST_NOTIFICATION',
    AutoScalingGroupName: group.name,
    AutoScalingGroupARN: group.arn,
  };
  try {
    await send(kernel, target, `Auto Scaling: test notification for group "${group.name}"`, facts);
  } catch (failure) {
    if (!(failure instanceof AwsError)) throw failure;
    throw new AwsError(
      'ValidationError',
      `Unable to publish test message to notification target ${target.targetArn} using IAM role ${target.roleArn}. Please check your target and role configuration and try to put lifecycle hook again.`,
    );
  }
};

/** Tell the hook's target of an instance that waits. That a message which cannot be sent is not tried again is unverified; the journal has it. */
export const sendActionMessage = async (
  kernel: Kernel,
  group: Named,
  { hook, token, instanceId }: LifecycleAction,
  passage: Passage,
): Promise<void> => {
  if (hook.notification === undefined) return;
  const verb = hook.transition === 'autoscaling:EC2_INSTANCE_LAUNCHING' ? 'LAUNCHING' : 'TERMINATING';
  const facts = {
    AutoScalingGroupName: group.name,
    LifecycleHookName: hook.name,
    LifecycleTransition: hook.transition,
    LifecycleActionToken: token,
    EC2InstanceId: instanceId,
    ...(hook.metadata === undefined ? {} : { NotificationMetadata: hook.metadata }),
    ...passage,
  };
  try {
    const subject = `Auto Scaling:  Lifecycle action '${verb}' for instance ${instanceId} in progress.`;
    await send(kernel, hook.notification, subject, facts);
  } catch (failure) {
    if (!(failure instanceof AwsError)) throw failure;
    const { targetArn } = hook.notification;
    kernel.journal.note('delivery', hook.name, { target: targetArn, outcome: 'dropped', error: failure.code });
  }
};
