import { ResourceProperties } from '../../assembly/resource-properties.ts';
import type { Kernel, ResourceProvider } from '../../kernel.ts';
import type { Elbv2Model } from './elbv2-model.ts';
import { forwardedTargetGroups } from './forwarded-target-groups.ts';

const TYPE = 'AWS::ElasticLoadBalancingV2::ListenerRule';
const KNOWN = ['Actions', 'Conditions', 'ListenerArn', 'Priority'];

/**
 * A rule makes its target groups be used; its conditions are kept by nobody, for the workload names the group that its
 * requests reach. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticloadbalancingv2-listenerrule.html
 */
export const listenerRuleResource = (
  kernel: Kernel,
  elbv2: Elbv2Model,
  loadBalancerOfListener: ReadonlyMap<string, string>,
): ResourceProvider => ({
  type: TYPE,
  create: (request) => {
    const properties = ResourceProperties.of(TYPE, request, KNOWN);
    const listenerArn = properties.requiredText('ListenerArn');
    const loadBalancerArn = loadBalancerOfListener.get(listenerArn);
    if (loadBalancerArn === undefined) {
      throw new Error(
        `${TYPE} ${request.logicalId}: ListenerArn is ${listenerArn}; it must be a listener of this stack`,
      );
    }
    for (const targetGroup of forwardedTargetGroups(properties.parts('Actions'))) {
      elbv2.attach(loadBalancerArn, targetGroup);
    }
    const arn = `${listenerArn.replace(':listener/', ':listener-rule/')}/${kernel.random.hex(16)}`;
    return { ref: arn, attributes: { RuleArn: arn, IsDefault: 'false' } };
  },
});
