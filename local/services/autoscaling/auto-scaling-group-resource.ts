import { nameSuffix } from '../../assembly/physical-name.ts';
import { ResourceProperties } from '../../assembly/resource-properties.ts';
import { AwsError, type ResourceProvider, type ResourceRequest } from '../../kernel.ts';
import type { AutoScalingModel } from './autoscaling-model.ts';
import { checkBounds, checkGracePeriod, checkHealthCheckType, checkTerminationPolicies } from './check-settings.ts';
import { removeLifecycleHook } from './delete-lifecycle-hook.ts';
import type { GroupRecord, GroupTag, LaunchTemplateUse } from './group.ts';
import { GROUP_METRIC_NAMES } from './group-metrics.ts';
import { readHookProperties } from './lifecycle-hook-resource.ts';
import { type MaintenancePolicy, readMaintenancePolicy } from './maintenance-policy.ts';
import { readLifecycleHook } from './read-lifecycle-hook.ts';

const TYPE = 'AWS::AutoScaling::AutoScalingGroup';

/** What is not here (mixed-instances policies among it) is refused. */
const KNOWN = [
  'AutoScalingGroupName',
  'AvailabilityZones',
  'Cooldown',
  'DesiredCapacity',
  'HealthCheckGracePeriod',
  'HealthCheckType',
  'InstanceMaintenancePolicy',
  'LaunchTemplate',
  'LifecycleHookSpecificationList',
  'MaxSize',
  'MetricsCollection',
  'MinSize',
  'NewInstancesProtectedFromScaleIn',
  'Tags',
  'TargetGroupARNs',
  'TerminationPolicies',
  'VPCZoneIdentifier',
];

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-autoscaling-autoscalinggroup.html */
export const autoScalingGroupResource = (model: AutoScalingModel): ResourceProvider => ({
  type: TYPE,
  replacedBy: ['AutoScalingGroupName'],
  create: (request) => {
    const properties = ResourceProperties.of(TYPE, request, KNOWN);
    const name =
      properties.text('AutoScalingGroupName') ??
      `${request.stackName}-${request.logicalId}-${nameSuffix(model.kernel.random, request)}`;
    if (model.groups.has(name)) {
      throw new AwsError(
        'AlreadyExists',
        `AutoScalingGroup by this name already exists - A group with the name ${name} already exists`,
      );
    }
    const group = createGroup(model, request, properties, name);
    putHooks(group, properties);
    model.groups.set(name, group);
    model.lookSoon(group);
    return { ref: name, attributes: { AutoScalingGroupARN: group.arn } };
  },
  update: (request, { ref, attributes, properties }) => {
    updateGroup(model, model.existing(ref), request);
    updateHooks(
      model.existing(ref),
      new ResourceProperties(TYPE, properties),
      new ResourceProperties(TYPE, request.properties),
    );
    return { ref, attributes };
  },
  delete: ({ ref }) => model.remove(model.existing(ref)),
});

const createGroup = (
  model: AutoScalingModel,
  request: ResourceRequest,
  properties: ResourceProperties,
  name: string,
): GroupRecord => {
  const { partition, region, account, random, clock } = model.kernel;
  const arnStart = `arn:${partition}:autoscaling:${region}:${account}:autoScalingGroup`;
  const settings = readSettings(model, request, properties);
  const desired = properties.number('DesiredCapacity', settings.min);
  checkBounds({ ...settings, desired });
  return {
    name,
    arn: `${arnStart}:${random.uuid()}:autoScalingGroupName/${name}`,
    createdAtMs: clock.nowMs,
    ...settings,
    members: new Map(),
    activities: [],
    suspended: new Map(),
    avoidedZones: new Map(),
    warmMembers: new Map(),
    warmPool: undefined,
    policies: new Map(),
    hooks: new Map(),
    actions: new Map(),
    desired,
    changes: [
      `At ${new Date(clock.nowMs).toISOString().slice(0, 19)}Z a user request created an AutoScalingGroup changing the desired capacity from 0 to ${desired}.`,
    ],
    failedLaunches: 0,
    nextLook: undefined,
    cooldownUntilMs: 0,
    policyCooldownSeconds: undefined,
  };
};

const putHooks = (group: GroupRecord, properties: ResourceProperties): readonly string[] =>
  properties.parts('LifecycleHookSpecificationList').map((part) => {
    const hook = readLifecycleHook(group, readHookProperties(part));
    group.hooks.set(hook.name, hook);
    return hook.name;
  });

const updateHooks = (group: GroupRecord, before: ResourceProperties, now: ResourceProperties): void => {
  const kept = putHooks(group, now);
  for (const part of before.parts('LifecycleHookSpecificationList')) {
    const name = part.requiredText('LifecycleHookName');
    if (!kept.includes(name) && group.hooks.has(name)) removeLifecycleHook(group, name);
  }
};

/** A desired capacity that the template does not name stays what it is, within the bounds. */
const updateGroup = (model: AutoScalingModel, group: GroupRecord, request: ResourceRequest): void => {
  const properties = ResourceProperties.of(TYPE, request, KNOWN);
  const settings = readSettings(model, request, properties);
  const { min, max } = settings;
  const desired = properties.number('DesiredCapacity', Math.min(Math.max(group.desired, min), max));
  checkBounds({ min, max, desired });
  Object.assign(group, settings);
  const bounds = `min: ${min}, max: ${max}, desired: ${desired}`;
  model.setDesired(group, desired, `a user request update of AutoScalingGroup constraints to ${bounds}`);
  model.checkAll(group);
};

type GroupSettings = Pick<
  GroupRecord,
  | 'subnets'
  | 'targetGroupArns'
  | 'enabledMetrics'
  | 'tags'
  | 'min'
  | 'max'
  | 'cooldownSeconds'
  | 'healthCheckType'
  | 'gracePeriodSeconds'
  | 'launchTemplate'
  | 'terminationPolicies'
  | 'areNewInstancesProtected'
  | 'maintenance'
>;

const readSettings = (
  model: AutoScalingModel,
  request: ResourceRequest,
  properties: ResourceProperties,
): GroupSettings => {
  const policies = properties.texts('TerminationPolicies');
  checkTerminationPolicies(policies);
  const healthCheckType = properties.text('HealthCheckType', 'EC2');
  checkHealthCheckType(healthCheckType);
  const gracePeriodSeconds = properties.number('HealthCheckGracePeriod', 0);
  checkGracePeriod(gracePeriodSeconds);
  return {
    subnets: readSubnets(model, properties),
    targetGroupArns: properties.texts('TargetGroupARNs'),
    enabledMetrics: readMetrics(properties),
    tags: readTags(request, properties),
    min: properties.requiredNumber('MinSize'),
    max: properties.requiredNumber('MaxSize'),
    cooldownSeconds: properties.number('Cooldown', 300),
    healthCheckType,
    gracePeriodSeconds,
    launchTemplate: readLaunchTemplate(model, properties),
    terminationPolicies: policies.length > 0 ? policies : ['Default'],
    areNewInstancesProtected: properties.flag('NewInstancesProtectedFromScaleIn', false),
    maintenance: readMaintenance(properties.part('InstanceMaintenancePolicy')),
  };
};

const readMaintenance = (policy: ResourceProperties | undefined): MaintenancePolicy | undefined =>
  policy && readMaintenancePolicy(policy.number('MinHealthyPercentage'), policy.number('MaxHealthyPercentage'));

const readSubnets = (model: AutoScalingModel, properties: ResourceProperties): GroupRecord['subnets'] => {
  const ids = properties.texts('VPCZoneIdentifier');
  if (ids.length === 0) {
    return properties.texts('AvailabilityZones').map((zone) => ({ subnetId: `default-${zone}`, zone }));
  }
  return ids.map((subnetId) => ({
    subnetId,
    zone:
      model.ec2.subnets.get(subnetId)?.zone ?? properties.texts('AvailabilityZones')[0] ?? `${model.kernel.region}a`,
  }));
};

const readLaunchTemplate = (model: AutoScalingModel, properties: ResourceProperties): LaunchTemplateUse => {
  const use = properties.part('LaunchTemplate');
  const id = use?.text('LaunchTemplateId');
  const name = use?.text('LaunchTemplateName');
  const found = [...model.ec2.launchTemplates.values()].find(
    (template) => template.launchTemplateId === id || template.launchTemplateName === name,
  );
  if (found === undefined) {
    throw new AwsError(
      'ValidationError',
      `You must use a valid fully-formed launch template. ${id ?? name ?? 'None'} does not exist`,
    );
  }
  const { launchTemplateId, launchTemplateName } = found;
  return { launchTemplateId, launchTemplateName, version: use?.text('Version') ?? '1' };
};

const readMetrics = (properties: ResourceProperties): readonly string[] => {
  const collections = properties.parts('MetricsCollection');
  const named = collections.flatMap((collection) => collection.texts('Metrics'));
  if (collections.length > 0 && named.length === 0) return GROUP_METRIC_NAMES;
  return named.filter((name) => GROUP_METRIC_NAMES.includes(name));
};

/** Tags of the stack are propagated too: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-console-add-tags.html; for groups unverified. */
const readTags = (request: ResourceRequest, properties: ResourceProperties): Map<string, GroupTag> => {
  const tags = Object.entries(request.stackTags).map(([key, value]) => ({ key, value, propagateAtLaunch: true }));
  const own = properties.parts('Tags').map((tag) => ({
    key: tag.requiredText('Key'),
    value: tag.requiredText('Value'),
    propagateAtLaunch: tag.flag('PropagateAtLaunch', false),
  }));
  return new Map([...tags, ...own].map((tag) => [tag.key, tag]));
};
