import { AwsError } from '../../kernel.ts';
import type { GroupRecord } from './group.ts';
import {
  LIFECYCLE_ACTION_RESULTS,
  LIFECYCLE_TRANSITIONS,
  type LifecycleHook,
  type NotificationTarget,
} from './lifecycle-hook.ts';

/** What PutLifecycleHook and CloudFormation say of a hook. */
export interface HookSettings {
  readonly name: string;
  readonly transition?: string | undefined;
  readonly heartbeatSeconds?: number | undefined;
  readonly defaultResult?: string | undefined;
  readonly metadata?: string | undefined;
  /** Empty: nobody any more. */
  readonly targetArn?: string | undefined;
  readonly roleArn?: string | undefined;
}

const DEFAULT_HEARTBEAT_SECONDS = 3600;
const HEARTBEAT_SECONDS = { min: 30, max: 7200 };
/** "By default, you can have up to 50 lifecycle hooks per Auto Scaling group": https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-quotas.html */
const HOOKS_MAX = 50;

/**
 * A new hook, or a change of the one that has this name: "If you omit a parameter it keeps its value".
 * https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PutLifecycleHook.html; the words of the refusals are unverified.
 *
 * @throws `AwsError` ValidationError, LimitExceeded
 */
export const readLifecycleHook = (group: GroupRecord, settings: HookSettings): LifecycleHook => {
  const { name } = settings;
  const before = group.hooks.get(name);
  if (before === undefined && group.hooks.size >= HOOKS_MAX) {
    throw new AwsError('LimitExceeded', `Only ${HOOKS_MAX} lifecycle hooks are allowed for an AutoScalingGroup`);
  }
  if (!/^[\w\-/]{1,255}$/.test(name)) throw refusal('LifecycleHookName', name, 'letters, digits, - _ and /');
  const heartbeatSeconds = settings.heartbeatSeconds ?? before?.heartbeatSeconds ?? DEFAULT_HEARTBEAT_SECONDS;
  const { min, max } = HEARTBEAT_SECONDS;
  if (!(heartbeatSeconds >= min && heartbeatSeconds <= max)) {
    throw refusal('HeartbeatTimeout', heartbeatSeconds, `between ${min} and ${max} seconds`);
  }
  return {
    name,
    heartbeatSeconds,
    transition: oneOf('LifecycleTransition', settings.transition ?? before?.transition, LIFECYCLE_TRANSITIONS),
    defaultResult: oneOf(
      'DefaultResult',
      settings.defaultResult ?? before?.defaultResult ?? 'ABANDON',
      LIFECYCLE_ACTION_RESULTS,
    ),
    metadata: settings.metadata ?? before?.metadata,
    notification: readTarget(settings, before?.notification),
  };
};

const readTarget = (
  { targetArn, roleArn }: HookSettings,
  before: NotificationTarget | undefined,
): NotificationTarget | undefined => {
  const target = targetArn ?? before?.targetArn;
  if (target === undefined || target === '') return undefined;
  if (!/^arn:[\w-]+:(sqs|sns):/.test(target)) {
    throw refusal('NotificationTargetARN', target, 'the ARN of an SQS queue or an SNS topic');
  }
  const role = roleArn ?? before?.roleArn;
  if (role === undefined) throw refusal('RoleARN', 'missing', 'the ARN of a role that may send to the target');
  return { targetArn: target, roleArn: role };
};

/** @throws `AwsError` ValidationError for a value that is none of those allowed */
export const oneOf = <Value extends string>(
  name: string,
  value: string | undefined,
  allowed: readonly Value[],
): Value => {
  const found = allowed.find((candidate) => candidate === value);
  if (found === undefined) throw refusal(name, value ?? 'missing', `one of ${allowed.join(', ')}`);
  return found;
};

const refusal = (name: string, value: string | number, allowed: string): AwsError =>
  new AwsError('ValidationError', `${name} is ${value}; it must be ${allowed}`);
