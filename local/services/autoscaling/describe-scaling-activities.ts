import { operation } from '../../kernel.ts';
import { activityDetails } from './activities.ts';
import type { AutoScalingModel } from './autoscaling-model.ts';
import type { Activity } from './group.ts';
import { pageOfRecords, type RecordsInput } from './page-of-records.ts';

export interface DescribeScalingActivitiesInput extends RecordsInput {
  readonly AutoScalingGroupName?: string;
  readonly ActivityIds?: readonly string[];
}

const RECORDS = { most: 100, usual: 100 };

/** Newest first: https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DescribeScalingActivities.html */
export const describeScalingActivities = (model: AutoScalingModel) =>
  operation({
    authorize: (_input: DescribeScalingActivitiesInput) => [
      { action: 'autoscaling:DescribeScalingActivities', resource: '*' },
    ],
    run: (input) => {
      const page = pageOfRecords(input, RECORDS, () => newestFirst(model, input));
      return { Activities: page.items.map(describeActivity), NextToken: page.nextToken };
    },
  });

const newestFirst = (model: AutoScalingModel, input: DescribeScalingActivitiesInput): readonly Activity[] => {
  const name = input.AutoScalingGroupName;
  const all =
    name === undefined
      ? [...model.groups.values()]
          .flatMap(({ activities }) => activities)
          .toSorted((a, b) => a.startedAtMs - b.startedAtMs)
      : model.existing(name).activities;
  const ids = input.ActivityIds;
  return (ids?.length ? all.filter(({ activityId }) => ids.includes(activityId)) : all).toReversed();
};

export const describeActivity = (activity: Activity) => ({
  ActivityId: activity.activityId,
  AutoScalingGroupName: activity.groupName,
  Description:
    activity.statusCode === 'Failed'
      ? `${activity.description}.  Status Reason: ${activity.statusMessage}`
      : activity.description,
  Cause: activity.cause,
  StartTime: new Date(activity.startedAtMs),
  ...(activity.endedAtMs === undefined ? {} : { EndTime: new Date(activity.endedAtMs) }),
  StatusCode: activity.statusCode,
  ...(activity.statusMessage === undefined ? {} : { StatusMessage: activity.statusMessage }),
  Progress: activity.progress,
  Details: JSON.stringify(activityDetails(activity)),
});
