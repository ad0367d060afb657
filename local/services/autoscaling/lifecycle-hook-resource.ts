import { physicalName } from '../../assembly/physical-name.ts';
import { ResourceProperties } from '../../assembly/resource-properties.ts';
import type { ResourceProvider } from '../../kernel.ts';
import type { AutoScalingModel } from './autoscaling-model.ts';
import { removeLifecycleHook } from './delete-lifecycle-hook.ts';
import { type HookSettings, readLifecycleHook } from './read-lifecycle-hook.ts';

const TYPE = 'AWS::AutoScaling::LifecycleHook';
/** `NotificationTargetARN` and `RoleARN` are not here: a resource is made at once, and a test message takes calls. */
const HOOK = ['DefaultResult', 'HeartbeatTimeout', 'LifecycleHookName', 'LifecycleTransition', 'NotificationMetadata'];
const KNOWN = [...HOOK, 'AutoScalingGroupName'];
const NAME_CHARACTERS_MAX = 255;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-autoscaling-lifecyclehook.html */
export const lifecycleHookResource = (model: AutoScalingModel): ResourceProvider => ({
  type: TYPE,
  replacedBy: ['AutoScalingGroupName', 'LifecycleHookName'],
  create: (request) => {
    const properties = ResourceProperties.of(TYPE, request, KNOWN);
    const group = model.existing(properties.requiredText('AutoScalingGroupName'));
    const name =
      properties.text('LifecycleHookName') ?? physicalName(model.kernel.random, request, NAME_CHARACTERS_MAX);
    const hook = readLifecycleHook(group, readHookProperties(properties, name));
    group.hooks.set(name, hook);
    return { ref: name, attributes: {} };
  },
  update: (request, before) => {
    const properties = ResourceProperties.of(TYPE, request, KNOWN);
    const group = model.existing(properties.requiredText('AutoScalingGroupName'));
    group.hooks.delete(before.ref); // What the template no longer says is the default again.
    group.hooks.set(before.ref, readLifecycleHook(group, readHookProperties(properties, before.ref)));
    return before;
  },
  delete: ({ ref, properties }) => {
    const group = model.groups.get(String(properties['AutoScalingGroupName']));
    if (group?.hooks.has(ref) === true) removeLifecycleHook(group, ref);
  },
});

/** A hook of `LifecycleHookSpecificationList`, or the resource's own properties. */
export const readHookProperties = (
  properties: ResourceProperties,
  name = properties.requiredText('LifecycleHookName'),
): HookSettings => {
  if (properties.has('NotificationTargetARN')) {
    throw new Error(`${TYPE} ${name}: the embedded cloud does not know the property NotificationTargetARN`);
  }
  return {
    name,
    transition: properties.requiredText('LifecycleTransition'),
    heartbeatSeconds: properties.number('HeartbeatTimeout'),
    defaultResult: properties.text('DefaultResult'),
    metadata: properties.text('NotificationMetadata'),
  };
};
