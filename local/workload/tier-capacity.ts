import type { Group } from '../services/autoscaling/group.ts';
import type { Ec2Model } from '../services/ec2/ec2-model.ts';
import type { TargetGroup } from '../services/elbv2/target-group.ts';

/** Who gets a group's requests, and who answers them. */
export interface TierCapacity {
  /** Requests are spread over these. */
  readonly targets: number;
  /** Those of them whose web process answers. */
  readonly serving: number;
  /** Those of the others that take no connection. One that hangs takes it, and does not answer. */
  readonly unreachable: number;
}

/**
 * The targets that a load balancer routes to: the healthy ones, or all that are registered when none is:
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
 * A group without a target group is reached directly, at its instances in service.
 */
export const tierCapacity = (ec2: Ec2Model, group: Group, targetGroup: TargetGroup | undefined): TierCapacity => {
  if (targetGroup === undefined) {
    const inService = [...group.members.values()].filter(({ lifecycleState }) => lifecycleState === 'InService');
    return count(ec2, inService);
  }
  const healthy = [];
  const open = [];
  for (const target of targetGroup.targets.values()) {
    if (target.state === 'healthy') healthy.push(target);
    else if (target.state === 'unhealthy' || target.state === 'initial') open.push(target);
  }
  return count(ec2, healthy.length > 0 ? healthy : open);
};

const count = (ec2: Ec2Model, reached: readonly { readonly instanceId: string }[]): TierCapacity => {
  let serving = 0;
  let unreachable = 0;
  for (const { instanceId } of reached) {
    const instance = ec2.instance(instanceId);
    if (instance?.isServing === true) serving += 1;
    else if (instance?.hungAtMs === undefined || instance.isImpaired || instance.state !== 'running') unreachable += 1;
  }
  return { targets: reached.length, serving, unreachable };
};
