import type { LoadSample, StressSample } from '../../core/scaling/model.ts';
import type { LoadReading, LoadRequest } from '../ports/load-metrics.ts';
import type { Figure } from './load-queries.ts';

export const MINUTE_MS = 60_000;

/**
 * How long after its end a minute may still grow, since not all nodes of a load balancer report at once. How long that
 * takes is not written down anywhere: unverified.
 */
const SETTLE_MS = 30_000;

/** Values by the start of their minute. */
export type Series = ReadonlyMap<number, number>;

/** Put the series of one tier together, minute by minute. */
export function loadReading(
  { tier, sinceMs }: LoadRequest,
  series: ReadonlyMap<Figure, Series>,
  nowMs: number,
): LoadReading {
  const endMs = Math.floor(nowMs / MINUTE_MS) * MINUTE_MS;
  const at = (figure: Figure, minuteMs: number): number | null => series.get(figure)?.get(minuteMs) ?? null;
  const samples: LoadSample[] = [];
  for (let minuteMs = sinceMs; minuteMs < endMs; minuteMs += MINUTE_MS) {
    const values = tier.load.map((_, index) => at(index, minuteMs));
    samples.push({ minuteMs, values, healthyHosts: at('healthyHosts', minuteMs) });
  }
  return { samples, isLastPartial: nowMs - endMs < SETTLE_MS, stress: stressOf(series, endMs) };
}

/** Guards look at the newest minute that has figures, of the last two. */
function stressOf(series: ReadonlyMap<Figure, Series>, endMs: number): StressSample {
  const newest = (figure: Figure): { minuteMs: number; value: number } | null => {
    for (const minuteMs of [endMs - MINUTE_MS, endMs - 2 * MINUTE_MS]) {
      const value = series.get(figure)?.get(minuteMs);
      if (value !== undefined) return { minuteMs, value };
    }
    return null;
  };
  const requests = newest('requests');
  const latency = newest('latencySeconds');
  // Where requests are counted, an absent count of errors is none.
  const errors = requests === null ? 0 : (series.get('errors')?.get(requests.minuteMs) ?? 0);
  return {
    errorRate: requests === null || requests.value === 0 ? null : errors / requests.value,
    p95LatencyMs: latency === null ? null : latency.value * 1000,
  };
}
