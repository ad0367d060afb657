import type { Tier } from '../../../core/blueprint/model.ts';
import type { Invariant } from './invariant.ts';
import { type MetricsMemory, metricsMemory } from './metrics-memory.ts';
import { balancerKey, balancerOf, type LoadBalancerName, ownErrorsKey } from './tier-metrics.ts';

const MINUTE_MS = 60_000;

/** A tier in distress keeps what it has. */
export const noReliefUnderStress: Invariant = {
  id: 'S13',
  claim:
    'nothing is taken while errors, those of a load balancer of its own, failed connections or latency are over their guards',
  watch: ({ tiers }) => {
    const memory = metricsMemory();
    return (seen) => {
      memory.learn(seen);
      if (seen.kind !== 'decision' || seen.isRepeat || seen.to >= seen.from) return null;
      const tier = tiers[seen.tierId];
      const balancer = tier && balancerOf(tier, memory.balancers.get(tier.id) ?? null);
      if (tier === undefined || balancer === undefined || balancer === null || seen.from > tier.max) return null;
      const stress = stressOf(memory, tier, balancer, seen.atMs);
      return stress === null ? null : `tier ${tier.id} was to shrink from ${seen.from} to ${seen.to} while ${stress}`;
    };
  },
};

const stressOf = (
  memory: MetricsMemory,
  { id, guards }: Tier,
  balancer: LoadBalancerName,
  nowMs: number,
): string | null => {
  const answered = (key: string, minuteMs: number): number | undefined => memory.valuesFor(key, nowMs).get(minuteMs);
  const endMs = Math.floor(nowMs / MINUTE_MS) * MINUTE_MS;
  const minutes = [endMs - MINUTE_MS, endMs - 2 * MINUTE_MS];
  const rateAt = (minuteMs: number): number | undefined => {
    const at = (key: string): number => answered(key, minuteMs) ?? 0;
    const errors = at(balancerKey('HTTPCode_Target_5XX_Count', balancer));
    const isExclusive = memory.balancers.get(id)?.isExclusive === true;
    const unanswered = isExclusive ? at(ownErrorsKey(balancer)) : 0;
    const failed = errors + Math.max(at(balancerKey('TargetConnectionErrorCount', balancer)), unanswered);
    const asked = Math.max(at(balancerKey('RequestCount', balancer)), failed);
    return asked === 0 ? undefined : failed / asked;
  };
  const first = (of: (minuteMs: number) => number | undefined): number =>
    minutes.map(of).find((value) => value !== undefined) ?? 0;
  const rate = first(rateAt);
  const latencyMs = 1000 * first((minuteMs) => answered(balancerKey('TargetResponseTime', balancer), minuteMs));
  if (guards.errorRate !== null && rate > guards.errorRate) return `${(100 * rate).toFixed(1)} % were errors`;
  if (guards.p95LatencyMs !== null && latencyMs > guards.p95LatencyMs) return `p95 was ${latencyMs.toFixed(0)} ms`;
  return null;
};
