import { AwsError, operation } from '../../kernel.ts';
import type { AutoScalingModel } from './autoscaling-model.ts';
import { describeMember } from './describe-member.ts';
import { describeTag } from './describe-tags.ts';
import type { Group } from './group.ts';
import { pageOfRecords, type RecordsInput } from './page-of-records.ts';
import { describeWarmPool } from './warm-pool.ts';

export interface GroupFilter {
  readonly Name?: string;
  readonly Values?: readonly string[];
}

export interface DescribeAutoScalingGroupsInput extends RecordsInput {
  readonly AutoScalingGroupNames?: readonly string[];
  /** `tag-key`, `tag-value` or `tag:<key>`; all must hold. */
  readonly Filters?: readonly GroupFilter[];
}

const RECORDS = { most: 100, usual: 50 };

/** Names of groups that do not exist are left out: https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DescribeAutoScalingGroups.html */
export const describeAutoScalingGroups = (model: AutoScalingModel) =>
  operation({
    authorize: (_input: DescribeAutoScalingGroupsInput) => [
      { action: 'autoscaling:DescribeAutoScalingGroups', resource: '*' },
    ],
    run: (input) => {
      const page = pageOfRecords(input, RECORDS, () => select(model, input));
      return { AutoScalingGroups: page.items.map(describe), NextToken: page.nextToken };
    },
  });

const select = (model: AutoScalingModel, input: DescribeAutoScalingGroupsInput): readonly Group[] => {
  const names = input.AutoScalingGroupNames;
  const named: readonly Group[] = names?.length
    ? [...new Set(names)].flatMap((name) => model.groups.get(name) ?? [])
    : [...model.groups.values()];
  const tests = (input.Filters ?? []).map(testOf);
  return tests.length === 0 ? named : named.filter((group) => tests.every((test) => test(group)));
};

const testOf = ({ Name: name = '', Values: values = [] }: GroupFilter): ((group: Group) => boolean) => {
  if (name === 'tag-key') return (group) => values.some((key) => group.tags.has(key));
  if (name === 'tag-value') return (group) => [...group.tags.values()].some(({ value }) => values.includes(value));
  if (!name.startsWith('tag:')) {
    throw new AwsError('ValidationError', `Filter ${name} is not one of tag-key, tag-value, tag:<key>`);
  }
  const key = name.slice('tag:'.length);
  return (group) => values.includes(group.tags.get(key)?.value ?? '');
};

const describe = (group: Group) => ({
  AutoScalingGroupName: group.name,
  AutoScalingGroupARN: group.arn,
  LaunchTemplate: describeLaunchTemplate(group),
  MinSize: group.min,
  MaxSize: group.max,
  DesiredCapacity: group.desired,
  DefaultCooldown: group.cooldownSeconds,
  AvailabilityZones: [...new Set(group.subnets.map(({ zone }) => zone))],
  LoadBalancerNames: [],
  TargetGroupARNs: group.targetGroupArns,
  HealthCheckType: group.healthCheckType,
  HealthCheckGracePeriod: group.gracePeriodSeconds,
  Instances: [...group.members.values()].map(describeMember),
  CreatedTime: new Date(group.createdAtMs),
  SuspendedProcesses: [...group.suspended].map(([ProcessName, SuspensionReason]) => ({
    ProcessName,
    SuspensionReason,
  })),
  VPCZoneIdentifier: group.subnets.map(({ subnetId }) => subnetId).join(','),
  EnabledMetrics: group.enabledMetrics.map((Metric) => ({ Metric, Granularity: '1Minute' })),
  Tags: [...group.tags.values()].map((tag) => describeTag(group.name, tag)),
  TerminationPolicies: group.terminationPolicies,
  NewInstancesProtectedFromScaleIn: group.areNewInstancesProtected,
  ...(group.maintenance === undefined
    ? {}
    : {
        InstanceMaintenancePolicy: {
          MinHealthyPercentage: group.maintenance.minHealthyPercentage,
          MaxHealthyPercentage: group.maintenance.maxHealthyPercentage,
        },
      }),
  ...(group.warmPool === undefined
    ? {}
    : { WarmPoolConfiguration: describeWarmPool(group.warmPool), WarmPoolSize: group.warmMembers.size }),
  ServiceLinkedRoleARN: `${group.arn.replace(/:autoscaling:[^:]*:(\d+):.*$/, ':iam::$1')}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling`,
  TrafficSources: group.targetGroupArns.map((Identifier) => ({ Identifier, Type: 'elbv2' })),
});

const describeLaunchTemplate = ({ launchTemplate }: Group) => ({
  LaunchTemplateId: launchTemplate.launchTemplateId,
  LaunchTemplateName: launchTemplate.launchTemplateName,
  Version: launchTemplate.version,
});
