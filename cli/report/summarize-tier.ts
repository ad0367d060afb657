import { staticPeak, targetTrackingBaseline } from '../../core/scaling/baselines.ts';
import { clairvoyantOptimum } from '../../core/scaling/optimum.ts';
import { sizeLatency } from '../../local/workload/size-latency.ts';
import type { MinuteRow, TierFigures, TimedBaseline } from './report.ts';

const MINUTES_PER_HOUR = 60;

export interface TierFacts {
  readonly servedPerInstancePerMinute: number;
  readonly min: number;
  readonly max: number;
  readonly unservedPrice: number;
  /** What the fleet was billed for. */
  readonly instanceSeconds: number;
}

export const summarizeTier = (series: readonly MinuteRow[], facts: TierFacts): TierFigures => {
  const requests = sum(series, (row) => row.requests);
  const demand = series.map((row) => row.requests / facts.servedPerInstancePerMinute);
  const unservedIn = (rows: readonly MinuteRow[]): number =>
    requests === 0 ? 0 : sum(rows, (row) => row.unserved) / requests;
  return {
    requests,
    unservedShare: unservedIn(series),
    unservedAsleepShare: unservedIn(series.filter((row) => row.desired === 0)),
    p95LatencyMs: weightedQuantile(series, 0.95),
    meanSize: sum(series, (row) => row.ready) / series.length,
    peakSize: Math.max(...series.map((row) => row.ready)),
    leastSize: Math.min(...series.map((row) => row.ready)),
    instanceHours: facts.instanceSeconds / 3600,
    max: facts.max,
    hoursAtMax: series.filter((row) => row.desired >= facts.max).length / MINUTES_PER_HOUR,
    baselines: baselinesOf(series, demand, facts),
  };
};

const baselinesOf = (
  series: readonly MinuteRow[],
  demand: readonly number[],
  facts: TierFacts,
): TierFigures['baselines'] => {
  const { min, max, unservedPrice: price, servedPerInstancePerMinute } = facts;
  const requests = series.map((row) => row.requests);
  const totalDemand = sum(demand, (value) => value);
  const baseline = (billed: number, unserved: number, p95LatencyMs: number | null): TimedBaseline => ({
    instanceHours: billed / MINUTES_PER_HOUR,
    unservedShare: totalDemand === 0 ? 0 : unserved / totalDemand,
    p95LatencyMs,
  });
  /** The plant loses at once what a queue keeps for a while: they are of one fleet only where nothing is lost. */
  const timed = (billed: number, unserved: number, sizes: ArrayLike<number>): TimedBaseline => {
    if (unserved > 0) return baseline(billed, unserved, null);
    const latency = sizeLatency(requests, sizes, servedPerInstancePerMinute);
    const rows = series.map((row, minute) => ({ ...row, p95LatencyMs: latency[minute] ?? 0 }));
    return baseline(billed, unserved, weightedQuantile(rows, 0.95));
  };

  const peak = staticPeak(demand, { min, max });
  const tracking = targetTrackingBaseline(demand, 0.6, { min, max });
  const { cost, size } = clairvoyantOptimum(demand, { price, min, max, isWarm: true });
  const missed = demand.reduce((total, value, tick) => total + Math.max(0, value - (size[tick] ?? 0)), 0);
  return {
    staticPeak: timed(peak.billed, peak.unserved, new Array(demand.length).fill(peak.size)),
    targetTracking60: timed(tracking.totalBilled, tracking.totalUnserved, tracking.ready),
    // Sized to the last request, which nobody waits for on the plant.
    perfectForesight: baseline(cost - price * missed, missed, null),
  };
};

/** The latency under which that share of the requests stayed, taking each minute's p95 for all of its requests. */
const weightedQuantile = (series: readonly MinuteRow[], share: number): number => {
  const rows = series.filter((row) => row.requests > 0).toSorted((a, b) => a.p95LatencyMs - b.p95LatencyMs);
  const limit = share * sum(rows, (row) => row.requests);
  let seen = 0;
  for (const row of rows) {
    seen += row.requests;
    if (seen >= limit) return row.p95LatencyMs;
  }
  return 0;
};

const sum = <T>(values: readonly T[], of: (value: T) => number): number =>
  values.reduce((total, value) => total + of(value), 0);
