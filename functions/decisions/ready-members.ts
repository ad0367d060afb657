import type { Group, Member } from '../ports/fleets.ts';
import type { LoadBalancers, TargetHealth } from '../ports/load-balancers.ts';
import { isReady } from './fleet-of.ts';

/**
 * Where no load balancer checks, its silence says nothing against a target. Reasons:
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetHealth.html
 */
const UNCHECKED: ReadonlySet<string | null> = new Set(['Target.NotInUse', 'Target.HealthCheckDisabled']);

/** Members that serve: in service, healthy to the group, and to each of its target groups. */
export async function readyMembers(group: Group, loadBalancers: LoadBalancers): Promise<readonly Member[]> {
  const ready = group.members.filter(isReady);
  if (ready.length === 0 || group.targetGroupArns.length === 0) return ready;
  const health = await loadBalancers.healthOf(group.targetGroupArns);
  return ready.filter(({ instanceId }) =>
    group.targetGroupArns.every((arn) => isServing(health.get(arn)?.get(instanceId))),
  );
}

const isServing = (health: TargetHealth | undefined): boolean =>
  health !== undefined && (health.state === 'healthy' || UNCHECKED.has(health.reason));
