import type { Blueprint } from '../../core/blueprint/model.ts';
import type { Approachable } from '../../core/scaling/approach-fleet.ts';
import type { LoadSample, TierLoadBalancer } from '../../core/scaling/model.ts';
import { HISTORY_MS, hasHistory, lacksHistory } from '../../core/scaling/rebuild-history.ts';
import { errorFields, type Log } from '../middleware/log.ts';
import type { LoadMetrics } from '../ports/load-metrics.ts';
import { hasTurn } from './has-turn.ts';

const MINUTE_MS = 60_000;

/** A tier that may lack history. */
export interface Forgetful extends Omit<Approachable, 'environmentIds'> {
  readonly loadBalancer: TierLoadBalancer | null;
}

/** Minutes within which each tier has its turn: two of a shard of 99 in one minute. */
const TURN_MINUTES = 60;

/**
 * Whether a tier is to be told its last two weeks now: it lacks them, who knows them is known, and it is its turn. Of one tier these are 20,000 minutes, a
 * second to read and to learn: 99 tiers at once would take longer than a beat may. One that cannot
 * be read keeps no other from it.
 *
 * @param ranks places of all tiers of the installation by order of id
 */
export function isToldHistory(
  forgetful: Forgetful,
  ranks: ReadonlyMap<string, number>,
  { environments }: Blueprint,
  nowMs: number,
): boolean {
  const { tier, loadBalancer } = forgetful;
  if (loadBalancer === null && tier.load.some(({ type }) => type === 'alb')) return false;
  const turns = Math.min(TURN_MINUTES, ranks.size);
  return (
    hasTurn(tier.id, ranks, turns, nowMs) && lacksHistory({ ...forgetful, environmentIds: Object.keys(environments) })
  );
}

/** The last two weeks of a tier; null: they were not read whole, or hold no load, so they must not replace what the tier knows. */
export async function readHistory(
  { tier, loadBalancer }: Forgetful,
  metrics: LoadMetrics,
  nowMs: number,
  log: Log,
): Promise<readonly LoadSample[] | null> {
  const tierId = tier.id;
  // The guards look at the present alone.
  const unguarded = { ...tier, guards: { errorRate: null, p95LatencyMs: null } };
  const sinceMs = Math.floor(nowMs / MINUTE_MS) * MINUTE_MS - HISTORY_MS;
  const reading = (await metrics.read([{ tier: unguarded, loadBalancer, sinceMs }], nowMs)).get(tierId);
  if (reading === undefined || reading instanceof Error || !reading.isComplete) {
    const fields = reading instanceof Error ? errorFields(reading) : {};
    log.error('the load of the last weeks could not be read', { tierId, ...fields });
    return null;
  }
  const isLoaded = hasHistory(tier, reading.samples, nowMs);
  log.info(isLoaded ? 'the last weeks were read' : 'the last weeks have no load yet', { tierId });
  return isLoaded ? reading.samples : null;
}
