import type { AccessRequest } from '../../kernel.ts';
import type { AutoScalingModel } from './autoscaling-model.ts';

/**
 * What a call that changes a group needs: the group's ARN and its tags. Describe actions know neither and need `*`:
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2autoscaling.html
 * For a group that does not exist the ARN has no id and there are no tags; what AWS does then is unverified.
 */
export const groupAccess = (model: AutoScalingModel, action: string, groupName: string): readonly AccessRequest[] => {
  const { partition, region, account } = model.kernel;
  const group = model.group(groupName);
  const tags = [...(group?.tags.values() ?? [])];
  const context = Object.fromEntries(
    tags.flatMap(({ key, value }) => [
      [`aws:ResourceTag/${key}`, value],
      [`autoscaling:ResourceTag/${key}`, value],
    ]),
  );
  const unknown = `arn:${partition}:autoscaling:${region}:${account}:autoScalingGroup::autoScalingGroupName/${groupName}`;
  return [{ action: `autoscaling:${action}`, resource: group?.arn ?? unknown, context }];
};

/** The same for a call that names an instance: its group is the resource. */
export const memberAccess = (model: AutoScalingModel, action: string, instanceId: string): readonly AccessRequest[] =>
  groupAccess(model, action, model.groupOfInstance.get(instanceId)?.name ?? '');
