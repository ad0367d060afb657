import { ResourceProperties } from '../../assembly/resource-properties.ts';
import type { Kernel, ResourceProvider } from '../../kernel.ts';
import type { Elbv2Model } from './elbv2-model.ts';
import { forwardedTargetGroups } from './forwarded-target-groups.ts';

const TYPE = 'AWS::ElasticLoadBalancingV2::Listener';
const KNOWN = ['Certificates', 'DefaultActions', 'LoadBalancerArn', 'Port', 'Protocol', 'SslPolicy', 'Tags'];

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticloadbalancingv2-listener.html */
export const listenerResource = (
  kernel: Kernel,
  elbv2: Elbv2Model,
  loadBalancerOfListener: Map<string, string>,
): ResourceProvider => ({
  type: TYPE,
  create: (request) => {
    const properties = ResourceProperties.of(TYPE, request, KNOWN);
    const loadBalancerArn = properties.requiredText('LoadBalancerArn');
    const arn = `${loadBalancerArn.replace(':loadbalancer/', ':listener/')}/${kernel.random.hex(16)}`;
    loadBalancerOfListener.set(arn, loadBalancerArn);
    for (const targetGroup of forwardedTargetGroups(properties.parts('DefaultActions'))) {
      elbv2.attach(loadBalancerArn, targetGroup);
    }
    return { ref: arn, attributes: { ListenerArn: arn } };
  },
});
