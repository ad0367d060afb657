import { AwsError } from '../../kernel.ts';
import type { Instance, LaunchSpec } from '../ec2/instance.ts';
import { beginActivity, endActivity } from './activities.ts';
import type { Fleet } from './fleet.ts';
import type { Activity, Group, GroupRecord, Member } from './group.ts';

/** @returns whether it was launched; a launch that fails is an activity too */
export const launchOne = (
  fleet: Fleet,
  group: GroupRecord,
  zone: string,
  cause: string,
  kind: 'launch' | 'launch-into-warm-pool' = 'launch',
): boolean => {
  const spec = launchSpec(fleet, group, zone);
  const { subnetId } = spec;
  try {
    const instance = fleet.ec2.launch(spec);
    const start = {
      kind,
      statusCode: 'PreInService',
      zone,
      subnetId,
      instanceId: instance.instanceId,
    } as const;
    addMember(fleet, group, instance, beginActivity(fleet, group, { ...start, cause }));
    return true;
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const start = { kind, statusCode: 'InProgress', zone, subnetId, instanceId: undefined, cause } as const;
    const activity = beginActivity(fleet, group, start);
    endActivity(fleet, group, activity, 'Failed', `${error.message} Launching EC2 instance failed.`);
    return false;
  }
};

export const addMember = (fleet: Fleet, group: GroupRecord, instance: Instance, activity: Activity): Member => {
  const { instanceId, instanceType, zone, imageId, launchedAtMs } = instance;
  const isWarm = activity.kind === 'launch-into-warm-pool';
  const member: Member = {
    instanceId,
    instanceType,
    zone,
    imageId,
    launchedAtMs,
    launchTemplate: group.launchTemplate,
    activity,
    lifecycleState: isWarm ? 'Warmed:Pending' : 'Pending',
    isHealthy: true,
    unhealthyBecause: undefined,
    inServiceAtMs: undefined,
    isProtected: group.areNewInstancesProtected,
  };
  (isWarm ? group.warmMembers : group.members).set(instanceId, member);
  fleet.groupOfInstance.set(instanceId, group);
  return member;
};

/** Tags with PropagateAtLaunch: https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-tagging.html */
const launchSpec = (fleet: Fleet, group: Group, zone: string): LaunchSpec => {
  const template = fleet.ec2.launchTemplates.get(group.launchTemplate.launchTemplateId);
  const subnet = group.subnets.find((candidate) => candidate.zone === zone);
  if (template === undefined || subnet === undefined) {
    throw new Error(`Auto Scaling group ${group.name} has no launch template, or no subnet in zone ${zone}`);
  }
  const propagated = [...group.tags.values()].filter((tag) => tag.propagateAtLaunch);
  return {
    instanceType: template.instanceType,
    imageId: template.imageId,
    subnetId: subnet.subnetId,
    zone,
    tags: {
      ...template.instanceTags,
      ...Object.fromEntries(propagated.map((tag) => [tag.key, tag.value])),
      'aws:autoscaling:groupName': group.name,
    },
  };
};

/** Zones of the group but for those that failed of late; all of them if all did. */
export const usableZones = (group: Group, nowMs: number): readonly string[] => {
  const all = [...new Set(group.subnets.map(({ zone }) => zone))];
  const usable = all.filter((zone) => (group.avoidedZones.get(zone) ?? 0) <= nowMs);
  return usable.length > 0 ? usable : all;
};
