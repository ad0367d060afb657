import type { Tier } from '../../core/blueprint/model.ts';
import type { TierLoadBalancer, TierState } from '../../core/scaling/model.ts';
import { errorFields, type Log } from '../middleware/log.ts';
import type { Group } from '../ports/fleets.ts';
import type { LoadBalancers } from '../ports/load-balancers.ts';
import type { LoadBalancerName } from '../ports/load-metrics.ts';

interface KnownTier {
  readonly tier: Tier;
  readonly state: TierState;
}

/**
 * The load balancer of each tier: as the blueprint names it, as it was found before while the group still has that target
 * group, or as one call finds it now. A tier without one is not in the answer, nor is one while it cannot be looked for.
 */
export async function findLoadBalancers(
  tiers: readonly KnownTier[],
  groups: ReadonlyMap<string, Group>,
  loadBalancers: LoadBalancers,
  log: Log,
): Promise<ReadonlyMap<string, TierLoadBalancer>> {
  const found = new Map<string, TierLoadBalancer>();
  const sought = new Map<string, readonly string[]>();
  for (const { tier, state } of tiers) {
    const arns = groups.get(tier.group)?.targetGroupArns ?? [];
    const known = namedBy(tier, state) ?? stillThere(state, arns);
    if (known !== null) found.set(tier.id, known);
    else if (arns.length > 0) sought.set(tier.id, arns);
  }
  if (sought.size === 0) return found;
  const names = await loadBalancers.namesOf([...sought.values()].flat()).catch((error: unknown) => {
    log.error('load balancers could not be found', errorFields(error));
    return new Map<string, LoadBalancerName>();
  });
  for (const [tierId, arns] of sought) {
    const name = arns.map((arn) => names.get(arn)).find((each) => each !== undefined);
    if (name !== undefined) found.set(tierId, { ...name, isExclusive: null });
  }
  return found;
}

function namedBy({ load }: Tier, { loadBalancer: before }: TierState): TierLoadBalancer | null {
  for (const metric of load) {
    if (metric.type !== 'alb' || metric.targetGroup === null || metric.loadBalancer === null) continue;
    const { targetGroup, loadBalancer } = metric;
    const isSame = before?.targetGroup === targetGroup && before.loadBalancer === loadBalancer;
    return isSame ? before : { targetGroup, loadBalancer, isExclusive: null };
  }
  return null;
}

const stillThere = ({ loadBalancer: found }: TierState, arns: readonly string[]): TierLoadBalancer | null =>
  found !== null && arns.some((arn) => arn.endsWith(`:${found.targetGroup}`)) ? found : null;
