import type { LoadSample, StressSample } from '../../core/scaling/model.ts';
import type { LoadReading, LoadRequest } from '../ports/load-metrics.ts';
import type { Figure } from './load-queries.ts';

export const MINUTE_MS = 60_000;

/** What was read of one figure. */
export interface Series {
  /** By the start of the minute. */
  readonly values: ReadonlyMap<number, number>;
  /** Whether a minute without a value is one in which nothing was published. Otherwise nobody knows. */
  readonly isComplete: boolean;
}

/** The figure of a minute; null: nothing was published, or it was not asked for. NaN: it could not be read. */
function figureAt(series: Series | undefined, minuteMs: number): number | null {
  return series?.values.get(minuteMs) ?? (series?.isComplete === false ? Number.NaN : null);
}

/** Put the series of one tier together, minute by minute. */
export function loadReading(
  { tier, sinceMs }: LoadRequest,
  series: ReadonlyMap<Figure, Series>,
  nowMs: number,
): LoadReading {
  const endMs = Math.floor(nowMs / MINUTE_MS) * MINUTE_MS;
  const at = (figure: Figure, minuteMs: number): number | null => figureAt(series.get(figure), minuteMs);
  const samples: LoadSample[] = [];
  for (let minuteMs = sinceMs; minuteMs < endMs; minuteMs += MINUTE_MS) {
    const values = tier.load.map((_, index) => at(index, minuteMs));
    samples.push({ minuteMs, values, healthyHosts: series.get('healthyHosts')?.values.get(minuteMs) ?? null });
  }
  const needed: Figure[] = [...tier.load.keys(), ...(series.has('healthyHosts') ? (['healthyHosts'] as const) : [])];
  const isComplete = needed.every((figure) => series.get(figure)?.isComplete === true);
  return { samples, isComplete, stress: stressOf(series, endMs) };
}

/** Guards look at the newest minute that has figures, of the last two. */
function stressOf(series: ReadonlyMap<Figure, Series>, endMs: number): StressSample {
  const minutes = [endMs - MINUTE_MS, endMs - 2 * MINUTE_MS];
  const latency = minutes
    .map((minuteMs) => figureAt(series.get('latencySeconds'), minuteMs))
    .find((value) => value !== null);
  const rate = minutes.map((minuteMs) => errorRate(series, minuteMs)).find((value) => value !== null);
  return { errorRate: rate ?? null, p95LatencyMs: latency == null ? null : latency * 1000 };
}

/**
 * Share of a minute's requests to the target group that a target answered with an error, or could not be connected for, or that its own load
 * balancer answered; null when there were none, NaN when nobody knows. What the load balancer answers holds most of the failed
 * connections, so the larger of both counts. A request is counted once a target was chosen for it, but one that is sent to several
 * may fail to connect to each (unverified), and one that is answered for want of targets is not counted:
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
 */
function errorRate(series: ReadonlyMap<Figure, Series>, minuteMs: number): number | null {
  const at = (figure: Figure): number => figureAt(series.get(figure), minuteMs) ?? 0;
  const failed = at('errors') + Math.max(at('connectionErrors'), at('balancerErrors'));
  const asked = Math.max(at('requests'), failed);
  return asked === 0 ? null : failed / asked;
}
