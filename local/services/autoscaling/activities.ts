import type { Fleet } from './fleet.ts';
import type { Activity, ActivityKind, Group, GroupRecord } from './group.ts';
import type { Passage } from './passage.ts';

export type ActivityStart = Pick<Activity, 'kind' | 'statusCode' | 'zone' | 'subnetId' | 'instanceId' | 'cause'>;

/**
 * As DescribeScalingActivities has them, and how far they are when they begin:
 * https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_EnterStandby.html, .../API_ExitStandby.html, .../API_DetachInstances.html;
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/attach-instance-asg.html (its progress is unverified, as are the words for
 * what goes back to a warm pool or ends in it)
 */
const WORDS: Readonly<Record<ActivityKind, { readonly description: string; readonly progress: number }>> = {
  launch: { description: 'Launching a new EC2 instance', progress: 30 },
  terminate: { description: 'Terminating EC2 instance', progress: 50 },
  'launch-into-warm-pool': { description: 'Launching a new EC2 instance into warm pool', progress: 30 },
  'launch-from-warm-pool': { description: 'Launching a new EC2 instance from warm pool', progress: 30 },
  'return-to-warm-pool': { description: 'Terminating EC2 instance', progress: 50 },
  'terminate-in-warm-pool': { description: 'Terminating EC2 instance', progress: 50 },
  'enter-standby': { description: 'Moving EC2 instance to Standby', progress: 50 },
  'exit-standby': { description: 'Moving EC2 instance out of Standby', progress: 30 },
  attach: { description: 'Attaching an existing EC2 instance', progress: 50 },
  detach: { description: 'Detaching EC2 instance', progress: 50 },
};

export const beginActivity = (fleet: Fleet, group: GroupRecord, start: ActivityStart): Activity => {
  const { kernel } = fleet;
  const { description, progress } = WORDS[start.kind];
  const activity: Activity = {
    ...start,
    activityId: kernel.random.uuid(),
    groupName: group.name,
    startedAtMs: kernel.clock.nowMs,
    description: `${description}${start.instanceId === undefined ? '' : `: ${start.instanceId}`}`,
    statusMessage: undefined,
    endedAtMs: undefined,
    progress,
  };
  group.activities.push(activity);
  return activity;
};

/** End an activity, and tell it: an event on the bus, a line in the journal. */
export const endActivity = (
  fleet: Fleet,
  group: Group,
  activity: Activity,
  statusCode: 'Successful' | 'Failed' | 'Cancelled',
  statusMessage?: string,
): void => {
  activity.statusCode = statusCode;
  activity.statusMessage = statusMessage;
  activity.endedAtMs = fleet.kernel.clock.nowMs;
  activity.progress = 100;
  const { instanceId, cause, kind } = activity;
  fleet.kernel.journal.note('activity', group.name, { kind, instanceId, statusCode, statusMessage, cause });
  tell(fleet, group, activity);
};

/** End the launch of an instance that a hook abandoned; the wording is unverified. */
export const cancelLaunch = (fleet: Fleet, group: Group, activity: Activity, why: string): void =>
  endActivity(fleet, group, activity, 'Cancelled', `Instance failed to complete user's Lifecycle Action: ${why}`);

export const activityDetails = (activity: Activity): Readonly<Record<string, string>> => ({
  'Subnet ID': activity.subnetId,
  'Availability Zone': activity.zone,
});

interface Told {
  readonly verb: 'Launch' | 'Terminate';
  readonly passage: Passage;
}

const TOLD: Readonly<Partial<Record<ActivityKind, Told>>> = {
  launch: { verb: 'Launch', passage: { Origin: 'EC2', Destination: 'AutoScalingGroup' } },
  terminate: { verb: 'Terminate', passage: { Origin: 'AutoScalingGroup', Destination: 'EC2' } },
  'launch-into-warm-pool': { verb: 'Launch', passage: { Origin: 'EC2', Destination: 'WarmPool' } },
  'launch-from-warm-pool': { verb: 'Launch', passage: { Origin: 'WarmPool', Destination: 'AutoScalingGroup' } },
  'return-to-warm-pool': { verb: 'Terminate', passage: { Origin: 'AutoScalingGroup', Destination: 'WarmPool' } },
  'terminate-in-warm-pool': { verb: 'Terminate', passage: { Origin: 'WarmPool', Destination: 'EC2' } },
};

/** From where to where the instance of an activity goes. */
export const passageOf = ({ kind }: Activity): Passage =>
  TOLD[kind]?.passage ?? { Origin: 'EC2', Destination: 'AutoScalingGroup' };

/** https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-event-reference.html, where success has the status InProgress */
const tell = ({ kernel }: Fleet, group: Group, activity: Activity): void => {
  const told = TOLD[activity.kind];
  if (told === undefined) return;
  const hasSucceeded = activity.statusCode === 'Successful';
  const instanceId = activity.instanceId ?? '';
  const instanceArn = `arn:${kernel.partition}:ec2:${kernel.region}:${kernel.account}:instance/${instanceId}`;
  kernel.emit({
    source: 'aws.autoscaling',
    detailType: `EC2 Instance ${told.verb} ${hasSucceeded ? 'Successful' : 'Unsuccessful'}`,
    resources: instanceId === '' ? [group.arn] : [group.arn, instanceArn],
    detail: {
      StatusCode: hasSucceeded ? 'InProgress' : activity.statusCode,
      Description: activity.description,
      AutoScalingGroupName: group.name,
      ActivityId: activity.activityId,
      Details: activityDetails(activity),
      RequestId: activity.activityId,
      StatusMessage: activity.statusMessage ?? '',
      EndTime: new Date(activity.endedAtMs ?? activity.startedAtMs).toISOString(),
      EC2InstanceId: instanceId,
      StartTime: new Date(activity.startedAtMs).toISOString(),
      Cause: activity.cause,
      ...told.passage,
    },
  });
};
