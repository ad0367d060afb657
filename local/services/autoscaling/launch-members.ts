import { AwsError } from '../../kernel.ts';
import type { Instance, LaunchSpec } from '../ec2/instance.ts';
import { beginActivity, endActivity } from './activities.ts';
import { chooseZones } from './choose-zones.ts';
import { causeTime, type Fleet } from './fleet.ts';
import { type Activity, countedMembers, type Group, type GroupRecord, type Member } from './group.ts';

/**
 * Launch instances, balanced over the group's zones. A zone without capacity is left for the others; when all of them
 * fail the group looks again later, longer each time.
 */
export const launchMembers = (fleet: Fleet, group: GroupRecord, launches: number): void => {
  const { clock } = fleet.kernel;
  const counted = countedMembers(group).length;
  const started = `At ${causeTime(clock.nowMs)} an instance was started in response to a difference between desired and actual capacity, increasing the capacity from ${counted} to ${counted + launches}.`;
  const cause = [...group.changes, started].join('  ');
  let left = launches;
  for (let zones = usableZones(group, clock.nowMs); zones.length > 0 && left > 0; ) {
    const failedZone = launchUntilFailure(fleet, group, zones, left, cause);
    left = counted + launches - countedMembers(group).length;
    if (failedZone === undefined) break;
    avoidZone(fleet, group, failedZone);
    zones = zones.filter((zone) => zone !== failedZone);
  }
  if (left === 0) group.failedLaunches = 0;
  else retryLater(fleet, group);
};

/** Launch one instance in this zone and no other. */
export const launchToBalance = (fleet: Fleet, group: GroupRecord, zone: string, cause: string): void => {
  if (!launchOne(fleet, group, zone, cause)) avoidZone(fleet, group, zone);
};

/** Leave a zone to the others for a while; what has become uneven by then is balanced when it is tried again. */
const avoidZone = (fleet: Fleet, group: GroupRecord, zone: string): void => {
  group.avoidedZones.set(zone, fleet.kernel.clock.nowMs + fleet.settings.avoidZoneSeconds * 1000);
  fleet.lookSoon(group, fleet.settings.avoidZoneSeconds);
};

/** Look again after launches that failed, later each time. */
export const retryLater = (fleet: Fleet, group: GroupRecord): void => {
  const { retrySeconds, retryMaxSeconds } = fleet.settings;
  group.failedLaunches += 1;
  fleet.lookSoon(group, Math.min(retryMaxSeconds, retrySeconds * 2 ** (group.failedLaunches - 1)));
};

/** @returns the zone in which a launch failed */
const launchUntilFailure = (
  fleet: Fleet,
  group: GroupRecord,
  zones: readonly string[],
  launches: number,
  cause: string,
): string | undefined => {
  for (const zone of chooseZones(zoneCounts(group), zones, launches)) {
    if (!launchOne(fleet, group, zone, cause)) return zone;
  }
  return undefined;
};

/** @returns whether it was launched; a launch that fails is an activity too */
const launchOne = (fleet: Fleet, group: GroupRecord, zone: string, cause: string): boolean => {
  const spec = launchSpec(fleet, group, zone);
  const { subnetId } = spec;
  try {
    const instance = fleet.ec2.launch(spec);
    const start = {
      kind: 'launch',
      statusCode: 'PreInService',
      zone,
      subnetId,
      instanceId: instance.instanceId,
    } as const;
    addMember(fleet, group, instance, beginActivity(fleet, group, { ...start, cause }));
    return true;
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const start = { kind: 'launch', statusCode: 'InProgress', zone, subnetId, instanceId: undefined, cause } as const;
    const activity = beginActivity(fleet, group, start);
    endActivity(fleet, group, activity, 'Failed', `${error.message} Launching EC2 instance failed.`);
    return false;
  }
};

export const addMember = (fleet: Fleet, group: GroupRecord, instance: Instance, activity: Activity): Member => {
  const { instanceId, instanceType, zone, imageId, launchedAtMs } = instance;
  const member: Member = {
    instanceId,
    instanceType,
    zone,
    imageId,
    launchedAtMs,
    launchTemplate: group.launchTemplate,
    activity,
    lifecycleState: 'Pending',
    isHealthy: true,
    unhealthyBecause: undefined,
    inServiceAtMs: undefined,
    isProtected: group.areNewInstancesProtected,
  };
  group.members.set(instanceId, member);
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

export const zoneCounts = (group: Group): ReadonlyMap<string, number> => {
  const counts = new Map(group.subnets.map(({ zone }) => [zone, 0]));
  for (const { zone } of countedMembers(group)) counts.set(zone, (counts.get(zone) ?? 0) + 1);
  return counts;
};

/** Zones of the group but for those that failed of late; all of them if all did. */
const usableZones = (group: Group, nowMs: number): readonly string[] => {
  const all = [...new Set(group.subnets.map(({ zone }) => zone))];
  const usable = all.filter((zone) => (group.avoidedZones.get(zone) ?? 0) <= nowMs);
  return usable.length > 0 ? usable : all;
};
