import type { LoadMetrics, LoadReading, LoadRequest } from '../../functions/ports/load-metrics.ts';
import { MINUTE_MS } from './builders.ts';

/** The same load in every minute, by tier; a tier without one is refused. */
export class MemoryLoadMetrics implements LoadMetrics {
  readonly requestsPerMinute = new Map<string, number>();
  readonly requests: LoadRequest[] = [];
  /** Tiers that cannot be read, and why. */
  readonly failures = new Map<string, Error>();

  async read(requests: readonly LoadRequest[], nowMs: number): Promise<ReadonlyMap<string, LoadReading | Error>> {
    this.requests.push(...requests);
    const endMs = Math.floor(nowMs / MINUTE_MS) * MINUTE_MS;
    return new Map<string, LoadReading | Error>(
      requests.flatMap(({ tier, sinceMs }): (readonly [string, LoadReading | Error])[] => {
        const failure = this.failures.get(tier.id);
        if (failure !== undefined) return [[tier.id, failure] as const];
        const value = this.requestsPerMinute.get(tier.id);
        if (value === undefined) return [];
        const minutes = Math.max(0, Math.round((endMs - sinceMs) / MINUTE_MS));
        const samples = Array.from({ length: minutes }, (_, index) => ({
          minuteMs: sinceMs + index * MINUTE_MS,
          values: tier.load.map(() => value),
          healthyHosts: null,
        }));
        return [[tier.id, { samples, stress: { errorRate: null, p95LatencyMs: null } }] as const];
      }),
    );
  }
}
