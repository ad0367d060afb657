import { CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import * as z from 'zod';
import type { LoadMetrics, LoadReading, LoadRequest } from '../ports/load-metrics.ts';
import { clientSettings, prepared } from './client-settings.ts';
import { type Figure, type LoadQuery, loadQueries } from './load-queries.ts';
import { loadReading, MINUTE_MS, type Series } from './load-reading.ts';
import { readInParts } from './read-in-parts.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
const QUERIES_PER_CALL = 500;

const results = z.array(
  z.object({
    Id: z.string(),
    Timestamps: z.array(z.date()).default([]),
    Values: z.array(z.number()).default([]),
    StatusCode: z.string().optional(),
  }),
);

interface TierQueries {
  readonly request: LoadRequest;
  readonly queries: readonly LoadQuery[];
}

/** Load from CloudWatch: all tiers in as few calls as their queries allow. */
export class CloudWatchLoadMetrics implements LoadMetrics {
  readonly #client: CloudWatchClient;

  constructor(client: CloudWatchClient = prepared(new CloudWatchClient(clientSettings))) {
    this.#client = client;
  }

  async read(requests: readonly LoadRequest[], nowMs: number): Promise<ReadonlyMap<string, LoadReading | Error>> {
    const readings = new Map<string, LoadReading | Error>();
    const all = requests.map((request) => ({ request, queries: loadQueries(request) }));
    for (const part of callsOf(all)) {
      try {
        for (const answer of await readInParts(part, (tiers) => this.#readTiers(tiers, nowMs))) {
          for (const [tierId, reading] of answer) readings.set(tierId, reading);
        }
      } catch (cause) {
        const error = cause instanceof Error ? cause : new Error(String(cause));
        for (const { request } of part) readings.set(request.tier.id, error);
      }
    }
    return readings;
  }

  async #readTiers(tiers: readonly TierQueries[], nowMs: number): Promise<[string, LoadReading][]> {
    const queries = tiers.flatMap((tier) => tier.queries);
    const sinceMs = Math.min(...tiers.map(({ request }) => request.sinceMs));
    const series = await this.#readSeries(queries, sinceMs, Math.floor(nowMs / MINUTE_MS) * MINUTE_MS);
    return tiers.map(({ request }) => {
      const own = new Map<Figure, Series>();
      for (const [index, { tierId, figure }] of queries.entries()) {
        const found = series[index];
        if (tierId === request.tier.id && found !== undefined) own.set(figure, found);
      }
      return [request.tier.id, loadReading(request, own, nowMs)];
    });
  }

  /**
   * Series in the order of the queries. The end is exclusive. PartialData that another page completes is complete:
   * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataResult.html
   */
  async #readSeries(queries: readonly LoadQuery[], sinceMs: number, endMs: number): Promise<Series[]> {
    const series = queries.map(() => ({ values: new Map<number, number>(), isComplete: false, hasFailed: false }));
    if (queries.length === 0 || sinceMs >= endMs) return series;
    let token: string | undefined;
    do {
      const page = await this.#client.send(
        new GetMetricDataCommand({
          MetricDataQueries: queries.map(({ metric }, index) => ({ Id: `q${index}`, MetricStat: metric })),
          StartTime: new Date(sinceMs),
          EndTime: new Date(endMs),
          ScanBy: 'TimestampAscending',
          ...(token && { NextToken: token }),
        }),
      );
      for (const { Id, Timestamps, Values, StatusCode } of results.parse(page.MetricDataResults ?? [])) {
        const target = series[Number(Id.slice(1))];
        if (target === undefined) continue;
        for (const [index, time] of Timestamps.entries())
          target.values.set(time.getTime(), Values[index] ?? Number.NaN);
        target.hasFailed ||= StatusCode !== 'Complete' && StatusCode !== 'PartialData';
        target.isComplete = StatusCode === 'Complete' && !target.hasFailed;
      }
      token = page.NextToken;
    } while (token);
    return series;
  }
}

/** Deal tiers to calls so that none has more queries than it may. A tier is never split. */
function callsOf(tiers: readonly TierQueries[]): TierQueries[][] {
  const calls: TierQueries[][] = [];
  let room = 0;
  for (const tier of tiers) {
    if (calls.length === 0 || tier.queries.length > room) {
      calls.push([]);
      room = QUERIES_PER_CALL;
    }
    calls.at(-1)?.push(tier);
    room -= tier.queries.length;
  }
  return calls;
}
