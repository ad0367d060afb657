import {
  CloudWatchClient,
  GetMetricDataCommand,
  type GetMetricDataCommandInput,
  type StatusCode,
} from '@aws-sdk/client-cloudwatch';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import type { LoadMetric, Tier } from '../../../core/blueprint/model.ts';
import { CloudWatchLoadMetrics } from '../../../functions/adapters/cloud-watch-load-metrics.ts';
import type { LoadReading } from '../../../functions/ports/load-metrics.ts';
import { aTier, LOAD_BALANCER, MINUTE_MS, NOW_MS } from '../../fakes/builders.ts';

const cloudWatch = new CloudWatchClient({ region: 'eu-west-1' });
const client = mockClient(cloudWatch);
const metrics = new CloudWatchLoadMetrics(cloudWatch);
const OWN: LoadMetric = {
  type: 'metric',
  namespace: 'Shop',
  metric: 'Jobs',
  dimensions: { queue: 'mail' },
  stat: 'Maximum',
  counts: 'total',
  whenAbsent: 'unknown',
  servedPerInstancePerMinute: 10,
};

const request = (changes: Partial<Tier> = {}, sinceMs = NOW_MS - 2 * MINUTE_MS) => ({
  tier: aTier(changes),
  loadBalancer: LOAD_BALANCER,
  sinceMs,
});

/** Answers each query with the values that its metric is given, in the minutes before now, and its status where not all could be read. */
const answer = (
  values: Readonly<Record<string, readonly number[]>>,
  statuses: Readonly<Record<string, StatusCode>> = {},
) =>
  client.on(GetMetricDataCommand).callsFake(({ MetricDataQueries = [] }: GetMetricDataCommandInput) => ({
    MetricDataResults: MetricDataQueries.map(({ Id, MetricStat }) => {
      const name = MetricStat?.Metric?.MetricName ?? '';
      const found = values[name] ?? [];
      const Timestamps = found.map((_, index) => new Date(NOW_MS - (found.length - index) * MINUTE_MS));
      return { Id, Timestamps, Values: found, StatusCode: statuses[name] ?? 'Complete' };
    }),
  }));
const inputs = () => client.commandCalls(GetMetricDataCommand).map(({ args: [{ input }] }) => input);
const readOne = async (changes: Partial<Tier> = {}, nowMs = NOW_MS + 45_000) =>
  readingIn(await metrics.read([request(changes)], nowMs));
/** The same behind a load balancer that serves no other target group. */
const readExclusive = async (changes: Partial<Tier>) => {
  const loadBalancer = { ...LOAD_BALANCER, isExclusive: true };
  return readingIn(await metrics.read([{ ...request(changes), loadBalancer }], NOW_MS));
};
const readingIn = (readings: ReadonlyMap<string, LoadReading | Error>): LoadReading | undefined => {
  const reading = readings.get('web');
  if (reading instanceof Error) throw reading;
  return reading;
};

describe('load from CloudWatch', () => {
  beforeEach(() => client.reset());

  it('has every minute that has ended, and null where nothing was published', async () => {
    answer({ RequestCount: [700], HealthyHostCount: [3, 4] });
    expect(await readOne()).toEqual({
      samples: [
        { minuteMs: NOW_MS - 2 * MINUTE_MS, values: [null], healthyHosts: 3 },
        { minuteMs: NOW_MS - MINUTE_MS, values: [700], healthyHosts: 4 },
      ],
      isComplete: true,
      stress: { errorRate: null, p95LatencyMs: null },
    });
    expect(inputs()[0]).toMatchObject({ StartTime: new Date(NOW_MS - 2 * MINUTE_MS), EndTime: new Date(NOW_MS) });
  });

  it('is asked for with the dimensions of the load balancer', async () => {
    answer({});
    await readOne();
    expect(inputs()[0]?.MetricDataQueries?.[0]?.MetricStat).toEqual({
      Metric: {
        Namespace: 'AWS/ApplicationELB',
        MetricName: 'RequestCount',
        Dimensions: [
          { Name: 'LoadBalancer', Value: LOAD_BALANCER.loadBalancer },
          { Name: 'TargetGroup', Value: LOAD_BALANCER.targetGroup },
        ],
      },
      Stat: 'Sum',
      Period: 60,
    });
  });

  it('comes from a metric of one’s own as well, in the order of the blueprint', async () => {
    answer({ Jobs: [30, 40], RequestCount: [700, 800] });
    const load = [OWN, ...aTier().load];
    expect((await readOne({ load }))?.samples.map(({ values }) => values)).toEqual([
      [30, 700],
      [40, 800],
    ]);
  });

  it('is absent, not zero, as long as no load balancer is found', async () => {
    answer({ RequestCount: [1, 2] });
    const found = readingIn(await metrics.read([{ ...request(), loadBalancer: null }], NOW_MS));
    expect(found?.samples.map(({ values }) => values)).toEqual([[null], [null]]);
    expect(inputs()).toEqual([]);
  });

  it('tells errors and latency where they are guarded', async () => {
    answer({ RequestCount: [100, 200], HTTPCode_Target_5XX_Count: [50, 10], TargetResponseTime: [9, 0.25] });
    const guards = { errorRate: 0.1, p95LatencyMs: 500 };
    expect((await readOne({ guards }))?.stress).toEqual({ errorRate: 0.05, p95LatencyMs: 250 });
  });

  it('counts errors that were not published as none, and knows no rate without requests', async () => {
    const guards = { errorRate: 0.1, p95LatencyMs: null };
    answer({ RequestCount: [100, 200] });
    expect((await readOne({ guards }))?.stress.errorRate).toBe(0);
    answer({});
    expect((await readOne({ guards }))?.stress.errorRate).toBeNull();
  });

  it('counts connections that its targets refuse as errors, also when each request met several of them', async () => {
    const guards = { errorRate: 0.1, p95LatencyMs: null };
    answer({ RequestCount: [100, 200], HTTPCode_Target_5XX_Count: [0, 10], TargetConnectionErrorCount: [0, 30] });
    expect((await readOne({ guards }))?.stress.errorRate).toBe(0.2);
    answer({ RequestCount: [100, 200], TargetConnectionErrorCount: [0, 500] });
    expect((await readOne({ guards }))?.stress.errorRate).toBe(1);
  });

  it('takes errors from the target group alone, for other target groups may share its load balancer', async () => {
    answer({ RequestCount: [100, 200], HTTPCode_ELB_5XX_Count: [0, 3000], RejectedConnectionCount: [0, 1000] });
    const guards = { errorRate: 0.1, p95LatencyMs: 500 };
    expect((await readOne({ guards }))?.stress.errorRate).toBe(0);
    const dimensions = inputs()[0]?.MetricDataQueries?.map(({ MetricStat }) => MetricStat?.Metric?.Dimensions);
    for (const each of dimensions ?? []) expect(each?.map(({ Name }) => Name)).toEqual(['LoadBalancer', 'TargetGroup']);
  });

  it.each([
    { when: 'they are more than the failed connections', balancerErrors: 50, connectionErrors: 40, errorRate: 0.3 },
    { when: 'they are fewer, for a request was sent on', balancerErrors: 30, connectionErrors: 50, errorRate: 0.3 },
    {
      when: 'there is no target, so that no request is counted',
      balancerErrors: 400,
      connectionErrors: 0,
      errorRate: 1,
    },
  ])(
    'counts the errors of a load balancer that serves nobody else, and no failed connection twice: $when',
    async (given) => {
      answer({
        RequestCount: [200],
        HTTPCode_Target_5XX_Count: [10],
        HTTPCode_ELB_5XX_Count: [given.balancerErrors],
        TargetConnectionErrorCount: [given.connectionErrors],
      });
      const found = await readExclusive({ guards: { errorRate: 0.1, p95LatencyMs: null } });
      expect(found?.stress.errorRate).toBe(given.errorRate);
      expect(inputs()[0]?.MetricDataQueries?.at(-1)?.MetricStat?.Metric).toEqual({
        Namespace: 'AWS/ApplicationELB',
        MetricName: 'HTTPCode_ELB_5XX_Count',
        Dimensions: [{ Name: 'LoadBalancer', Value: LOAD_BALANCER.loadBalancer }],
      });
    },
  );

  it('is read with at most 500 queries a call, no tier split, from the oldest minute that is wanted', async () => {
    answer({});
    const requests = Array.from({ length: 300 }, (_, index) =>
      request({ id: `t${index}` }, NOW_MS - index * MINUTE_MS),
    );
    expect((await metrics.read(requests, NOW_MS)).size).toBe(300);
    expect(inputs().map(({ MetricDataQueries, StartTime }) => [MetricDataQueries?.length, StartTime])).toEqual([
      [500, new Date(NOW_MS - 249 * MINUTE_MS)],
      [100, new Date(NOW_MS - 299 * MINUTE_MS)],
    ]);
  });

  it('is put together from all pages', async () => {
    const page = (minutesAgo: number, value: number, status: StatusCode) => ({
      MetricDataResults: [
        { Id: 'q0', Timestamps: [new Date(NOW_MS - minutesAgo * MINUTE_MS)], Values: [value], StatusCode: status },
      ],
    });
    client
      .on(GetMetricDataCommand)
      .resolvesOnce({ ...page(3, 1, 'PartialData'), NextToken: 'more' })
      .resolvesOnce(page(1, 2, 'Complete'));
    const found = readingIn(await metrics.read([request({}, NOW_MS - 3 * MINUTE_MS)], NOW_MS));
    expect(found?.samples.map(({ values: [value] }) => value)).toEqual([1, null, 2]);
  });

  it.each(['InternalError', 'Forbidden', 'PartialData'] as const)(
    'is not a number where it could not be read, rather than absent: %s',
    async (status) => {
      answer({ RequestCount: [700], HealthyHostCount: [3, 3] }, { RequestCount: status });
      expect((await readOne())?.samples.map(({ values: [value] }) => value)).toEqual([Number.NaN, 700]);
    },
  );

  it.each(['RequestCount', 'HealthyHostCount'])('is not complete where a part of %s was not read', async (name) => {
    answer({ RequestCount: [700, 700], HealthyHostCount: [3, 3] }, { [name]: 'PartialData' });
    expect((await readOne())?.isComplete).toBe(false);
  });

  it('is complete without a load balancer where none is needed, and not where one is', async () => {
    answer({ Jobs: [30, 40] });
    const isComplete = async (...load: LoadMetric[]) =>
      readingIn(await metrics.read([{ ...request({ load }), loadBalancer: null }], NOW_MS))?.isComplete;
    expect(await isComplete(OWN)).toBe(true);
    expect(await isComplete(OWN, ...aTier().load)).toBe(false);
  });

  it('has not been read where one of its pages failed', async () => {
    const page = (status: StatusCode) => ({ MetricDataResults: [{ Id: 'q0', StatusCode: status }] });
    client
      .on(GetMetricDataCommand)
      .resolvesOnce({ ...page('InternalError'), NextToken: 'more' })
      .resolvesOnce(page('Complete'));
    expect((await readOne())?.samples.map(({ values: [value] }) => value)).toEqual([Number.NaN, Number.NaN]);
  });

  it('knows no healthy hosts where they could not be read', async () => {
    answer({ RequestCount: [700, 700] }, { HealthyHostCount: 'InternalError' });
    expect((await readOne())?.samples.map(({ healthyHosts }) => healthyHosts)).toEqual([null, null]);
  });

  it.each(['RequestCount', 'HTTPCode_Target_5XX_Count', 'TargetConnectionErrorCount', 'HTTPCode_ELB_5XX_Count'])(
    'does not take an unreadable %s for a minute without errors',
    async (name) => {
      const values = name === 'RequestCount' ? {} : { RequestCount: [100, 200] };
      answer(values, { [name]: 'InternalError' });
      expect((await readExclusive({ guards: { errorRate: 0.1, p95LatencyMs: null } }))?.stress.errorRate).toBeNaN();
    },
  );

  it('does not take an unreadable latency for a small one', async () => {
    answer({}, { TargetResponseTime: 'InternalError' });
    expect((await readOne({ guards: { errorRate: null, p95LatencyMs: 500 } }))?.stress.p95LatencyMs).toBeNaN();
  });

  it('of a tier that CloudWatch refuses is missing, and that of the others is not', async () => {
    client.on(GetMetricDataCommand).callsFake(({ MetricDataQueries = [] }: GetMetricDataCommandInput) => {
      const isBad = MetricDataQueries.some(({ MetricStat }) => MetricStat?.Stat === 'p-1');
      if (isBad) throw Object.assign(new Error('no such statistic'), { name: 'ValidationError' });
      return { MetricDataResults: [] };
    });
    const requests = ['a', 'b', 'c'].map((id) => request({ id, load: [id === 'b' ? { ...OWN, stat: 'p-1' } : OWN] }));
    expect([...(await metrics.read(requests, NOW_MS)).keys()]).toEqual(['a', 'c']);
  });

  it('is an error for the tiers of a call that CloudWatch throttles, and for no others', async () => {
    client.on(GetMetricDataCommand).callsFake(({ MetricDataQueries = [] }: GetMetricDataCommandInput) => {
      if (MetricDataQueries.length < 500) throw Object.assign(new Error('slow down'), { name: 'ThrottlingException' });
      return { MetricDataResults: [] };
    });
    const found = await metrics.read(
      Array.from({ length: 251 }, (_, index) => request({ id: `t${index}` })),
      NOW_MS,
    );
    expect(found.get('t249')).toMatchObject({ samples: expect.any(Array) });
    expect(found.get('t250')).toMatchObject({ name: 'ThrottlingException' });
  });
});
