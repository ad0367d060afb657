import type { Tier } from '../../../core/blueprint/model.ts';
import type { Invariant } from './invariant.ts';
import { keepingLoad } from './keeping-load.ts';
import { type MetricsMemory, metricsMemory } from './metrics-memory.ts';
import type { Decision } from './observation.ts';
import { balancerKey, balancerOf, type LoadBalancerName, loadKey, loadName, ownErrorsKey } from './tier-metrics.ts';

const MINUTE_MS = 60_000;
/** Older minutes justify no decrease (S3). */
const MINUTES_BACK = 3;

/** A tier in distress keeps what it has. */
export const noReliefUnderStress: Invariant = {
  id: 'S13',
  claim:
    'nothing is taken while errors, those of a load balancer of its own, failed connections or latency are over their guards, or while one load metric wants what there is',
  watch: ({ tiers }) => {
    const memory = metricsMemory();
    return (seen) => {
      memory.learn(seen);
      if (seen.kind !== 'decision' || seen.isRepeat || seen.to >= seen.from) return null;
      const tier = tiers[seen.tierId];
      if (tier === undefined || seen.from > tier.max) return null;
      const balancer = balancerOf(tier, memory.balancers.get(tier.id) ?? null);
      const stress = balancer === null ? null : stressOf(memory, tier, balancer, seen.atMs);
      const why = stress ?? disagreement(memory, tier, balancer, seen);
      return why === null ? null : `tier ${tier.id} was to shrink from ${seen.from} to ${seen.to} while ${why}`;
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

/** The newest minute that has a value of every load metric tells whether they agree on less. */
const disagreement = (
  memory: MetricsMemory,
  tier: Tier,
  balancer: LoadBalancerName | null,
  decision: Decision,
): string | null => {
  const hosts = balancer === null ? null : memory.valuesFor(balancerKey('HealthyHostCount', balancer), decision.atMs);
  const series = tier.load.map((load) => memory.valuesFor(loadKey(load, balancer) ?? '', decision.atMs));
  const endMs = Math.floor(decision.atMs / MINUTE_MS) * MINUTE_MS;
  for (let minuteMs = endMs - MINUTE_MS; minuteMs >= endMs - MINUTES_BACK * MINUTE_MS; minuteMs -= MINUTE_MS) {
    const healthy = hosts?.get(minuteMs);
    // A sparse count that is absent while hosts are counted is 0.
    const values = tier.load.map(
      ({ whenAbsent }, index) =>
        series[index]?.get(minuteMs) ?? (whenAbsent === 'zeroIfHealthy' && (healthy ?? 0) > 0 ? 0 : Number.NaN),
    );
    if (!values.every(Number.isFinite)) continue;
    const ready = healthy ?? decision.group?.inService ?? decision.from;
    const keeping = tier.load[keepingLoad(tier, { values, ready }, decision)];
    return keeping === undefined ? null : `${loadName(keeping)} wanted ${decision.from} or more`;
  }
  return null;
};
