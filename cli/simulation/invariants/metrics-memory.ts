import type { TierLoadBalancer } from '../../../core/scaling/model.ts';
import type { Observation } from './observation.ts';

/** What was read last, of each metric, and the load balancer of each tier. */
export interface MetricsMemory {
  /** What a decision of this instant was told of a metric: values by the start of their minute; none where it was not read for it. */
  valuesFor(key: string, decidedAtMs: number): ReadonlyMap<number, number>;
  readonly balancers: ReadonlyMap<string, TierLoadBalancer>;
  learn(seen: Observation): void;
}

interface MetricAnswer {
  readonly readAtMs: number;
  readonly values: ReadonlyMap<number, number>;
}

/** A decision is recorded within this time of the read that it is made from. */
const SAME_LOOK_MS = 60_000;

export const metricsMemory = (): MetricsMemory => {
  const answers = new Map<string, MetricAnswer>();
  const balancers = new Map<string, TierLoadBalancer>();
  return {
    valuesFor: (key, decidedAtMs) => {
      const answer = answers.get(key);
      return answer === undefined || decidedAtMs - answer.readAtMs > SAME_LOOK_MS ? new Map() : answer.values;
    },
    balancers,
    learn: (seen) => {
      if (seen.kind === 'metrics-read') {
        for (const [key, values] of seen.series) {
          const page = answers.get(key);
          const isNextPage = page?.readAtMs === seen.atMs;
          answers.set(key, { readAtMs: seen.atMs, values: isNextPage ? new Map([...page.values, ...values]) : values });
        }
      }
      if (seen.kind !== 'write' || seen.sk !== 'STATE' || !seen.pk.startsWith('TIER#')) return;
      const found = seen.after?.['loadBalancer'];
      if (found !== undefined) balancers.set(seen.pk.slice('TIER#'.length), found as TierLoadBalancer);
    },
  };
};
