import type { LoadMetrics, LoadReading, LoadRequest } from '../../functions/ports/load-metrics.ts';
import { MINUTE_MS } from './builders.ts';

/** The same load in every minute, by tier; a tier without one is refused. */
export class MemoryLoadMetrics implements LoadMetrics {
  readonly requestsPerMinute = new Map<string, number>();
  readonly requests: LoadRequest[] = [];
  /** Tiers that cannot be read, and why. */
  readonly failures = new Map<string, Error>();
  /** What is answered instead, by tier. */
  readonly answers = new Map<string, (reading: LoadReading) => LoadReading | Error | Promise<LoadReading>>();

  async read(requests: readonly LoadRequest[], nowMs: number): Promise<ReadonlyMap<string, LoadReading | Error>> {
    this.requests.push(...requests);
    const endMs = Math.floor(nowMs / MINUTE_MS) * MINUTE_MS;
    const readings = new Map<string, LoadReading | Error>();
    for (const { tier, sinceMs } of requests) {
      const failure = this.failures.get(tier.id);
      const value = this.requestsPerMinute.get(tier.id);
      if (failure !== undefined) readings.set(tier.id, failure);
      if (failure !== undefined || value === undefined) continue;
      const minutes = Math.max(0, Math.round((endMs - sinceMs) / MINUTE_MS));
      const samples = Array.from({ length: minutes }, (_, index) => ({
        minuteMs: sinceMs + index * MINUTE_MS,
        values: tier.load.map(() => value),
        healthyHosts: null,
      }));
      const reading = { samples, isComplete: true, stress: { errorRate: null, p95LatencyMs: null } };
      readings.set(tier.id, (await this.answers.get(tier.id)?.(reading)) ?? reading);
    }
    return readings;
  }
}
