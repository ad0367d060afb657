import { ResourceProperties } from '../../assembly/resource-properties.ts';
import type { Kernel, ResourceProvider, ResourceRequest } from '../../kernel.ts';
import { forwardedTargetGroups } from './forwarded-target-groups.ts';
import type { Forwarding } from './forwarding.ts';

const TYPE = 'AWS::ElasticLoadBalancingV2::Listener';
const KNOWN = ['Certificates', 'DefaultActions', 'LoadBalancerArn', 'Port', 'Protocol', 'SslPolicy', 'Tags'];

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticloadbalancingv2-listener.html */
export const listenerResource = (kernel: Kernel, forwarding: Forwarding): ResourceProvider => ({
  type: TYPE,
  replacedBy: ['LoadBalancerArn'],
  create: (request) => {
    const { loadBalancerArn } = readForward(request);
    const arn = `${loadBalancerArn.replace(':loadbalancer/', ':listener/')}/${kernel.random.hex(16)}`;
    forwarding.set(arn, readForward(request));
    return { ref: arn, attributes: { ListenerArn: arn } };
  },
  update: (request, { ref, attributes }) => {
    forwarding.set(ref, readForward(request));
    return { ref, attributes };
  },
  delete: ({ ref }) => forwarding.delete(ref),
});

const readForward = (request: ResourceRequest) => {
  const properties = ResourceProperties.of(TYPE, request, KNOWN);
  return {
    loadBalancerArn: properties.requiredText('LoadBalancerArn'),
    targetGroupArns: forwardedTargetGroups(properties.parts('DefaultActions')),
  };
};
