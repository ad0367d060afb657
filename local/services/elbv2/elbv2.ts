import type { Kernel, ServiceModule } from '../../kernel.ts';
import type { Ec2Model } from '../ec2/ec2-model.ts';
import { deregisterTargets } from './deregister-targets.ts';
import { describeLoadBalancers } from './describe-load-balancers.ts';
import { describeTargetGroups } from './describe-target-groups.ts';
import { describeTargetHealth } from './describe-target-health.ts';
import { Elbv2Model } from './elbv2-model.ts';
import { Forwarding } from './forwarding.ts';
import { listenerResource } from './listener-resource.ts';
import { listenerRuleResource } from './listener-rule-resource.ts';
import { loadBalancerResource } from './load-balancer-resource.ts';
import { registerTargets } from './register-targets.ts';
import { targetGroupResource } from './target-group-resource.ts';
import { DEFAULT_ELBV2_SETTINGS, type Elbv2Settings, publishTargetMetrics } from './target-metrics.ts';

export type Elbv2 = ServiceModule & Elbv2Model;

/** Application load balancers: who forwards to whom, and which targets are healthy. */
export const createElbv2 = (
  kernel: Kernel,
  { ec2 }: { readonly ec2: Ec2Model },
  settings: Partial<Elbv2Settings> = {},
): Elbv2 => {
  const model = new Elbv2Model(kernel, ec2);
  const forwarding = new Forwarding(model);
  publishTargetMetrics(kernel, model, { ...DEFAULT_ELBV2_SETTINGS, ...settings });
  const module: ServiceModule = {
    service: {
      name: 'elasticloadbalancing',
      integration: { name: 'elasticloadbalancingv2', errorPrefix: 'ElasticLoadBalancingV2' },
      operations: {
        DeregisterTargets: deregisterTargets(model),
        DescribeLoadBalancers: describeLoadBalancers(model),
        DescribeTargetGroups: describeTargetGroups(model),
        DescribeTargetHealth: describeTargetHealth(model),
        RegisterTargets: registerTargets(model),
      },
    },
    resources: [
      loadBalancerResource(kernel, ec2, model),
      targetGroupResource(kernel, model),
      listenerResource(kernel, forwarding),
      listenerRuleResource(kernel, forwarding),
    ],
  };
  return Object.assign(model, module);
};
