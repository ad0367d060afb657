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

export interface History {
  readonly tierId: string;
  readonly samples: readonly LoadSample[];
}

/**
 * The last two weeks of one of the tiers that lack them; null: none does, or they could not be read. One a beat: 20,000 minutes take
 * a second to read and to learn, and 99 tiers at once would take longer than a beat may. Tiers take turns, so one that cannot be
 * read keeps no other from it.
 */
export async function readHistory(
  tiers: readonly Forgetful[],
  { blueprint, metrics }: { readonly blueprint: Blueprint; readonly metrics: LoadMetrics },
  nowMs: number,
  log: Log,
): Promise<History | null> {
  const minute = Math.floor(nowMs / MINUTE_MS);
  const environmentIds = Object.keys(blueprint.environments);
  const lacking = tiers.filter((tier) => lacksHistory({ ...tier, environmentIds }));
  const turn = lacking[minute % lacking.length];
  if (turn === undefined) return null;
  const { tier, loadBalancer } = turn;
  // The guards look at the present alone.
  const unguarded = { ...tier, guards: { errorRate: null, p95LatencyMs: null } };
  const sinceMs = minute * MINUTE_MS - HISTORY_MS;
  const reading = (await metrics.read([{ tier: unguarded, loadBalancer, sinceMs }], nowMs)).get(tier.id);
  if (reading === undefined) return null;
  if (reading instanceof Error) {
    log.error('the load of the last weeks could not be read', { tierId: tier.id, ...errorFields(reading) });
    return null;
  }
  log.info('the last weeks were read', { tierId: tier.id });
  return { tierId: tier.id, samples: reading.samples };
}
