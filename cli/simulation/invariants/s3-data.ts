import type { LoadMetric, Tier } from '../../../core/blueprint/model.ts';
import type { Invariant } from './invariant.ts';
import { type MetricsMemory, metricsMemory } from './metrics-memory.ts';
import { balancerKey, balancerOf, loadKey, loadName } from './tier-metrics.ts';

const MINUTE_MS = 60_000;
/** A minute that ended longer ago is stale. */
const STALE_AFTER_MS = 2 * MINUTE_MS;

/** Capacity is taken away only on load that was read, is of the present, and is a number. */
export const data: Invariant = {
  id: 'S3',
  claim: 'a load metric that is missing, stale, not a number or was not read never leads to less capacity',
  watch: ({ tiers }) => {
    const memory = metricsMemory();
    return (seen) => {
      memory.learn(seen);
      if (seen.kind !== 'decision' || seen.isRepeat || seen.to >= seen.from) return null;
      const tier = tiers[seen.tierId];
      if (tier === undefined || seen.from > tier.max) return null; // Bounds need no load.
      const blind = tier.load.find((load) => !isKnown(memory, tier, load, seen.atMs));
      if (blind === undefined) return null;
      return `tier ${tier.id} was to go from ${seen.from} to ${seen.to} without a valid load of ${loadName(blind)}`;
    };
  },
};

const isKnown = (memory: MetricsMemory, tier: Tier, load: LoadMetric, nowMs: number): boolean => {
  const balancer = balancerOf(tier, memory.balancers.get(tier.id) ?? null);
  const key = loadKey(load, balancer);
  if (key !== null && isFresh(memory, key, nowMs)) return true;
  // A sparse count that is absent while hosts are counted is 0.
  const isSparse = load.type === 'metric' ? false : load.whenAbsent === 'zeroIfHealthy';
  return isSparse && balancer !== null && isFresh(memory, balancerKey('HealthyHostCount', balancer), nowMs);
};

const isFresh = (memory: MetricsMemory, key: string, nowMs: number): boolean => {
  for (const [minuteMs, value] of memory.valuesFor(key, nowMs)) {
    if (Number.isFinite(value) && nowMs - (minuteMs + MINUTE_MS) <= STALE_AFTER_MS) return true;
  }
  return false;
};
