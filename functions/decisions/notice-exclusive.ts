import type { Tier } from '../../core/blueprint/model.ts';
import type { TierLoadBalancer } from '../../core/scaling/model.ts';
import { errorFields, type Log } from '../middleware/log.ts';
import type { Group } from '../ports/fleets.ts';
import type { LoadBalancers } from '../ports/load-balancers.ts';
import { hasTurn } from './has-turn.ts';

/**
 * Minutes within which each tier has its turn, for a target group may be added at any time: 9 of 500 tiers in one minute. An account may ask
 * 10 times a second: https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/elb-api-throttling.html
 */
const TURN_MINUTES = 60;

export interface ExclusiveLook {
  readonly tiers: readonly Tier[];
  readonly groups: ReadonlyMap<string, Group>;
  /** By tier id. */
  readonly found: ReadonlyMap<string, TierLoadBalancer>;
  /** Places of all tiers: they tell the turns. */
  readonly ranks: ReadonlyMap<string, number>;
  readonly nowMs: number;
}

/**
 * The load balancers of tiers, with what is newly known of whether they serve no other target group. Only a guard of errors wants to
 * know. What cannot be looked up stays as it was.
 */
export async function noticeExclusive(
  look: ExclusiveLook,
  loadBalancers: LoadBalancers,
  log: Log,
): Promise<ReadonlyMap<string, TierLoadBalancer>> {
  const due = look.tiers.flatMap((tier) => dueLook(tier, look));
  if (due.length === 0) return look.found;
  const answers = await loadBalancers.areExclusive(due.map(({ arn }) => arn)).catch((error: unknown) => {
    log.error('load balancers could not be looked at', errorFields(error));
    return new Map<string, boolean>();
  });
  const known = due.map(({ tierId, arn, loadBalancer }): [string, TierLoadBalancer] => [
    tierId,
    { ...loadBalancer, isExclusive: answers.get(arn) ?? loadBalancer.isExclusive },
  ]);
  return new Map([...look.found, ...known]);
}

interface DueLook {
  readonly tierId: string;
  readonly arn: string;
  readonly loadBalancer: TierLoadBalancer;
}

/** None where nobody wants to know, where it is another tier's turn, or where the group does not have the target group that the tier names. */
function dueLook({ id, group, guards }: Tier, { groups, found, ranks, nowMs }: ExclusiveLook): DueLook[] {
  const loadBalancer = found.get(id);
  if (guards.errorRate === null || loadBalancer === undefined) return [];
  const turns = loadBalancer.isExclusive === null ? Math.min(TURN_MINUTES, ranks.size) : TURN_MINUTES;
  if (!hasTurn(id, ranks, turns, nowMs)) return [];
  const arns = groups.get(group)?.targetGroupArns ?? [];
  const arn = arns.find((each) => each.endsWith(`:${loadBalancer.targetGroup}`));
  return arn === undefined ? [] : [{ tierId: id, arn, loadBalancer }];
}
