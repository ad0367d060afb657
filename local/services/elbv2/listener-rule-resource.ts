import { ResourceProperties } from '../../assembly/resource-properties.ts';
import type { Kernel, ResourceProvider, ResourceRequest } from '../../kernel.ts';
import { forwardedTargetGroups } from './forwarded-target-groups.ts';
import type { Forwarding } from './forwarding.ts';

const TYPE = 'AWS::ElasticLoadBalancingV2::ListenerRule';
const KNOWN = ['Actions', 'Conditions', 'ListenerArn', 'Priority'];

/**
 * A rule makes its target groups be used; its conditions are kept by nobody, for the workload names the group that its
 * requests reach. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticloadbalancingv2-listenerrule.html
 */
export const listenerRuleResource = (kernel: Kernel, forwarding: Forwarding): ResourceProvider => ({
  type: TYPE,
  replacedBy: ['ListenerArn'],
  create: (request) => {
    const { listenerArn, forward } = readForward(request, forwarding);
    const arn = `${listenerArn.replace(':listener/', ':listener-rule/')}/${kernel.random.hex(16)}`;
    forwarding.set(arn, forward);
    return { ref: arn, attributes: { RuleArn: arn, IsDefault: 'false' } };
  },
  update: (request, { ref, attributes }) => {
    forwarding.set(ref, readForward(request, forwarding).forward);
    return { ref, attributes };
  },
  delete: ({ ref }) => forwarding.delete(ref),
});

const readForward = (request: ResourceRequest, forwarding: Forwarding) => {
  const properties = ResourceProperties.of(TYPE, request, KNOWN);
  const listenerArn = properties.requiredText('ListenerArn');
  const loadBalancerArn = forwarding.loadBalancerOf(listenerArn);
  if (loadBalancerArn === undefined) {
    throw new Error(`${TYPE} ${request.logicalId}: ListenerArn is ${listenerArn}; it must be a listener of this stack`);
  }
  const targetGroupArns = forwardedTargetGroups(properties.parts('Actions'));
  return { listenerArn, forward: { loadBalancerArn, targetGroupArns } };
};
