import { AwsError, operation } from '../../kernel.ts';
import type { Instance } from '../ec2/instance.ts';
import { groupAccess } from './access.ts';
import { admitSoon } from './admit-member.ts';
import type { AutoScalingModel } from './autoscaling-model.ts';
import { beginMove } from './begin-move.ts';
import type { GroupRecord } from './group.ts';
import { addMember } from './launch-one.ts';
import { checkDesired, checkIds } from './named-members.ts';

export interface AttachInstancesInput {
  readonly AutoScalingGroupName: string;
  readonly InstanceIds?: readonly string[];
}

/**
 * Running instances join the group, and the desired capacity grows by their number:
 * https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_AttachInstances.html
 */
export const attachInstances = (model: AutoScalingModel) =>
  operation({
    authorize: (input: AttachInstancesInput) => groupAccess(model, 'AttachInstances', input.AutoScalingGroupName),
    run: (input) => {
      const group = model.existing(input.AutoScalingGroupName);
      const ids = checkIds(input.InstanceIds);
      for (const id of ids) checkAttachable(model, group, id);
      checkDesired(group, ids.length, 'attach');
      for (const id of ids) attach(model, group, id);
      return {};
    },
  });

const attach = (model: AutoScalingModel, group: GroupRecord, instanceId: string): void => {
  model.ec2.changeGroup(instanceId, group.name);
  const instance = model.ec2.existing(instanceId);
  const activity = beginMove(model, group, { instance, kind: 'attach', change: 1, deed: 'was attached' });
  admitSoon(model, group, addMember(model, group, instance, activity));
};

/** What AWS asks of an instance is on its page (attach-instance-asg.html in the user guide); in which words it refuses one is unverified. */
const checkAttachable = (model: AutoScalingModel, group: GroupRecord, instanceId: string): void => {
  const problem = problemOf(model, group, model.ec2.instance(instanceId));
  if (problem === undefined) return;
  throw new AwsError('ValidationError', `Invalid Instance ID(s) specified: ${instanceId} ${problem}`);
};

const problemOf = (model: AutoScalingModel, group: GroupRecord, instance: Instance | undefined): string | undefined => {
  if (instance?.state !== 'running') return 'is not running';
  if (model.groupOfInstance.has(instance.instanceId)) return 'is already part of an AutoScalingGroup';
  const isInZone = group.subnets.some(({ zone }) => zone === instance.zone);
  return isInZone ? undefined : `is in ${instance.zone}, where the AutoScalingGroup has no subnet`;
};
