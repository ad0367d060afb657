import type { Observation } from './observation.ts';
import type { LoadBalancerName } from './tier-metrics.ts';

/** What was read last, of each metric, and the load balancer of each tier. */
export interface MetricsMemory {
  /** When a metric was last answered, and with what: values by the start of their minute. */
  readonly answers: ReadonlyMap<string, MetricAnswer>;
  readonly balancers: ReadonlyMap<string, LoadBalancerName>;
  learn(seen: Observation): void;
}

export interface MetricAnswer {
  readonly readAtMs: number;
  readonly values: ReadonlyMap<number, number>;
}

/** A decision is recorded within this time of the read that it is made from. */
export const SAME_LOOK_MS = 60_000;

export const metricsMemory = (): MetricsMemory => {
  const answers = new Map<string, MetricAnswer>();
  const balancers = new Map<string, LoadBalancerName>();
  return {
    answers,
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
      if (found !== undefined) balancers.set(seen.pk.slice('TIER#'.length), found as LoadBalancerName);
    },
  };
};
