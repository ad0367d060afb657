import { AwsError } from '../../kernel.ts';
import type { GroupRecord, LifecycleState, Member } from './group.ts';

const IDS_MAX = 20;

/**
 * The members that a request names, each in one of these states. Words as seen on AWS:
 * https://github.com/reproio/ecs_deploy/pull/56, https://github.com/reproio/ecs_deploy/issues/47,
 * https://github.com/aws-samples/aws-codedeploy-samples/issues/50
 *
 * @throws `AwsError` ValidationError
 */
export const namedMembers = (
  group: GroupRecord,
  instanceIds: readonly string[] | undefined,
  states: readonly LifecycleState[],
): readonly Member[] => {
  const ids = checkIds(instanceIds);
  return ids.map((id) => {
    const member = group.members.get(id);
    if (member === undefined) throw invalid(`The instance ${id} is not part of Auto Scaling group ${group.name}.`);
    if (!states.includes(member.lifecycleState)) throw invalid(`The instance ${id} is not in ${states.join(' or ')}.`);
    return member;
  });
};

/** @throws `AwsError` ValidationError; its words are unverified */
export const checkIds = (instanceIds: readonly string[] | undefined): readonly string[] => {
  const ids = [...new Set(instanceIds)];
  if (ids.length === 0 || ids.length > IDS_MAX) {
    throw invalid(`${ids.length} instance ids are given; there must be between 1 and ${IDS_MAX}`);
  }
  return ids;
};

/**
 * Check that so many instances may leave the desired capacity, or join it, within the bounds; the words are unverified.
 *
 * @throws `AwsError` ValidationError
 */
export const checkDesired = ({ name, min, max, desired }: GroupRecord, change: number, deed: string): void => {
  if (desired + change >= min && desired + change <= max) return;
  const count = Math.abs(change);
  throw invalid(
    `AutoScalingGroup ${name} has min-size=${min}, max-size=${max}, and desired-size=${desired}. To ${deed} ${count} instance${count === 1 ? '' : 's'}, please update the AutoScalingGroup sizes appropriately.`,
  );
};

const invalid = (message: string): AwsError => new AwsError('ValidationError', message);
