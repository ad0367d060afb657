import { type MetricsRead, metricKey } from './observation.ts';

/** Older values justify nothing. */
const NEWEST_MS = 5 * 60_000;

interface Question {
  readonly MetricDataQueries?: readonly {
    readonly Id: string;
    readonly MetricStat?: {
      readonly Metric: {
        readonly Namespace: string;
        readonly MetricName: string;
        readonly Dimensions?: readonly { readonly Name: string; readonly Value: string }[];
      };
    };
  }[];
}

interface Answer {
  readonly MetricDataResults?: readonly {
    readonly Id: string;
    readonly Timestamps?: readonly Date[];
    readonly Values?: readonly number[];
  }[];
}

/** What GetMetricData answered, by metric. */
export const metricsRead = (atMs: number, input: unknown, output: unknown): MetricsRead => {
  const results = new Map((output as Answer).MetricDataResults?.map((result) => [result.Id, result]));
  const series = new Map<string, ReadonlyMap<number, number>>();
  for (const { Id, MetricStat } of (input as Question).MetricDataQueries ?? []) {
    if (MetricStat === undefined) continue;
    const { Namespace, MetricName, Dimensions = [] } = MetricStat.Metric;
    const dimensions = Object.fromEntries(Dimensions.map(({ Name, Value }) => [Name, Value]));
    const { Timestamps = [], Values = [] } = results.get(Id) ?? {};
    const newest = new Map<number, number>();
    for (const [index, at] of Timestamps.entries()) {
      if (at.getTime() > atMs - NEWEST_MS) newest.set(at.getTime(), Values[index] ?? Number.NaN);
    }
    series.set(metricKey(Namespace, MetricName, dimensions), newest);
  }
  return { kind: 'metrics-read', atMs, series };
};
