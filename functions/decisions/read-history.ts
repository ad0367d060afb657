import type { Blueprint } from '../../core/blueprint/model.ts';
import type { Approachable } from '../../core/scaling/approach-fleet.ts';
import type { LoadSample } from '../../core/scaling/model.ts';
import { HISTORY_MS, lacksHistory } from '../../core/scaling/rebuild-history.ts';
import { errorFields, type Log } from '../middleware/log.ts';
import type { LoadBalancerName, LoadMetrics } from '../ports/load-metrics.ts';

const MINUTE_MS = 60_000;

/** A tier that may lack history. */
export interface Forgetful extends Omit<Approachable, 'environmentIds'> {
  readonly loadBalancer: LoadBalancerName | null;
}

/** Minutes within which each tier has its turn: two of a shard of 99 in one minute. */
const TURN_MINUTES = 60;

/**
 * The last two weeks of those tiers that lack them and whose turn it is, by tier id; without those that could not be read. Of one
 * tier these are 20,000 minutes, a second to read and to learn: 99 tiers at once would take longer than a beat may. The turn is told
 * by the tier's place and the minute, so that any number of shards gives equal results, and one that cannot be read keeps no other
 * from it.
 *
 * @param ranks places of all tiers of the installation by order of id
 */
export async function readHistory(
  tiers: readonly Forgetful[],
  ranks: ReadonlyMap<string, number>,
  { blueprint, metrics }: { readonly blueprint: Blueprint; readonly metrics: LoadMetrics },
  nowMs: number,
  log: Log,
): Promise<ReadonlyMap<string, readonly LoadSample[]>> {
  const minute = Math.floor(nowMs / MINUTE_MS);
  const turns = Math.min(TURN_MINUTES, ranks.size);
  const environmentIds = Object.keys(blueprint.environments);
  const requests = tiers
    .filter((each) => (ranks.get(each.tier.id) ?? 0) % turns === minute % turns)
    .filter((each) => lacksHistory({ ...each, environmentIds }))
    .map(({ tier, loadBalancer }) => ({
      // The guards look at the present alone.
      tier: { ...tier, guards: { errorRate: null, p95LatencyMs: null } },
      loadBalancer,
      sinceMs: minute * MINUTE_MS - HISTORY_MS,
    }));
  const history = new Map<string, readonly LoadSample[]>();
  if (requests.length === 0) return history;
  for (const [tierId, reading] of await metrics.read(requests, nowMs)) {
    if (reading instanceof Error) {
      log.error('the load of the last weeks could not be read', { tierId, ...errorFields(reading) });
      continue;
    }
    log.info('the last weeks were read', { tierId });
    history.set(tierId, reading.samples);
  }
  return history;
}
