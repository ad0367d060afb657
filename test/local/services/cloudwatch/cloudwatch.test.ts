import { describe, expect, it } from 'vitest';
import type { Caller } from '../../../../local/kernel.ts';
import { DemoFleet, minutes, START_MS, seconds } from '../../workload/demo-fleet.ts';

interface Output {
  readonly MetricDataResults: readonly {
    readonly Id: string;
    readonly Label: string;
    readonly Timestamps: readonly Date[];
    readonly Values: readonly number[];
    readonly StatusCode: string;
  }[];
  readonly NextToken?: string;
}

const metric = (name: string, stat = 'Sum', period = 60, namespace = 'Shop') => ({
  Id: name.toLowerCase(),
  MetricStat: { Metric: { Namespace: namespace, MetricName: name, Dimensions: [] }, Period: period, Stat: stat },
});

const measure = (fleet: DemoFleet, name: string, minute: number, value: number, namespace = 'Shop'): void =>
  fleet.kernel.measure({ namespace, name, dimensions: {}, value, atMs: START_MS + minutes(minute) });

const read = (fleet: DemoFleet, queries: readonly object[], input: object = {}): Promise<Output> =>
  fleet.call('monitoring', 'GetMetricData', {
    StartTime: new Date(START_MS),
    EndTime: new Date(START_MS + minutes(10)),
    ScanBy: 'TimestampAscending',
    MetricDataQueries: queries,
    ...input,
  });

const values = async (fleet: DemoFleet, queries: readonly object[], input: object = {}): Promise<readonly number[]> =>
  (await read(fleet, queries, input)).MetricDataResults[0]?.Values ?? [];

/** Orders of 0, 1, .. 9 in the ten minutes from the start, read afterwards. */
const withOrders = async (): Promise<DemoFleet> => {
  const fleet = new DemoFleet();
  for (let minute = 0; minute < 10; minute++) measure(fleet, 'Orders', minute, minute);
  await fleet.advance(minutes(11));
  return fleet;
};

describe('GetMetricData', () => {
  it('answers the newest first unless asked otherwise, with the starts of periods', async () => {
    const fleet = await withOrders();
    const input = { StartTime: new Date(START_MS + minutes(7)), ScanBy: undefined };
    const [result] = (await read(fleet, [metric('Orders')], input)).MetricDataResults;
    expect(result).toMatchObject({ Id: 'orders', Label: 'Orders', StatusCode: 'Complete', Values: [9, 8, 7] });
    expect(result?.Timestamps[0]).toEqual(new Date(START_MS + minutes(9)));
  });

  it.each([
    { row: 'sums over longer periods, aligned to the clock', stat: 'Sum', period: 300, expected: [10, 35] },
    { row: 'averages', stat: 'Average', period: 300, expected: [2, 7] },
    { row: 'least values', stat: 'Minimum', period: 300, expected: [0, 5] },
    { row: 'greatest values', stat: 'Maximum', period: 300, expected: [4, 9] },
    { row: 'counts of samples', stat: 'SampleCount', period: 300, expected: [5, 5] },
    { row: 'percentiles', stat: 'p90', period: 600, expected: [8] },
  ])('answers $row', async ({ stat, period, expected }) => {
    expect(await values(await withOrders(), [metric('Orders', stat, period)])).toEqual(expected);
  });

  it('has a start that is inclusive and rounded down, and an end that is exclusive', async () => {
    const fleet = await withOrders();
    const input = {
      StartTime: new Date(START_MS + minutes(2) + seconds(59)),
      EndTime: new Date(START_MS + minutes(4)),
    };
    expect(await values(fleet, [metric('Orders')], input)).toEqual([2, 3]);
  });

  it('hides a minute of a load balancer until its lag is over', async () => {
    const fleet = new DemoFleet();
    measure(fleet, 'RequestCount', 0, 5, 'AWS/ApplicationELB');
    const query = metric('RequestCount', 'Sum', 60, 'AWS/ApplicationELB');
    await fleet.advance(minutes(1) + seconds(19));
    expect(await values(fleet, [query])).toEqual([]);
    await fleet.advance(seconds(1));
    expect(await values(fleet, [query])).toEqual([5]);
  });

  it('shows metrics of other namespaces at once', async () => {
    const fleet = new DemoFleet();
    const input = { Namespace: 'Shop', MetricData: [{ MetricName: 'Orders', Values: [1, 2], Counts: [3, 1] }] };
    await fleet.call('monitoring', 'PutMetricData', input);
    expect(await values(fleet, [metric('Orders')])).toEqual([5]);
    expect(await values(fleet, [metric('Orders', 'p50')])).toEqual([1]);
  });

  it('computes expressions over other queries, returned or not', async () => {
    const fleet = await withOrders();
    measure(fleet, 'Errors', 3, 6);
    const queries = [
      { Id: 'share', Expression: 'FILL(errors, 0) / orders' },
      { ...metric('Orders'), ReturnData: false },
      { ...metric('Errors'), ReturnData: false },
    ];
    const { MetricDataResults } = await read(fleet, queries);
    expect(MetricDataResults.map(({ Id }) => Id)).toEqual(['share']);
    expect(MetricDataResults[0]?.Values).toEqual([0, 0, 2, 0, 0, 0, 0, 0, 0]);
  });

  it('pages by data points over all results, losing none', async () => {
    const fleet = await withOrders();
    for (let minute = 0; minute < 4; minute++) measure(fleet, 'Errors', minute, 100 + minute);
    const queries = [metric('Orders'), metric('Missing'), metric('Errors')];
    const seen: string[] = [];
    let NextToken: string | undefined;
    let pages = 0;
    do {
      const page = await read(fleet, queries, { MaxDatapoints: 4, NextToken });
      for (const { Id, Values, StatusCode } of page.MetricDataResults)
        seen.push(`${Id} ${Values.join()} ${StatusCode}`);
      NextToken = page.NextToken;
      pages += 1;
    } while (NextToken !== undefined);
    expect(pages).toBe(4);
    expect(seen).toEqual([
      'orders 0,1,2,3 PartialData',
      'missing  Complete',
      'orders 4,5,6,7 PartialData',
      'orders 8,9 Complete',
      'errors 100,101 PartialData',
      'errors 102,103 Complete',
    ]);
  });

  it.each([
    {
      row: 'an end before the start',
      queries: [metric('Orders')],
      input: { EndTime: new Date(0) },
      code: 'ValidationError',
    },
    { row: 'two queries of one id', queries: [metric('Orders'), metric('Orders')], input: {}, code: 'ValidationError' },
    {
      row: 'a statistic that does not exist',
      queries: [metric('Orders', 'Median')],
      input: {},
      code: 'InvalidParameterValue',
    },
    { row: 'a period of seconds', queries: [metric('Orders', 'Sum', 10)], input: {}, code: 'ValidationError' },
    {
      row: 'an expression over an unknown query',
      queries: [{ Id: 'e', Expression: 'none + 1' }],
      input: {},
      code: 'ValidationError',
    },
    {
      row: 'an expression over itself',
      queries: [{ Id: 'e', Expression: 'e + 1' }],
      input: {},
      code: 'ValidationError',
    },
    {
      row: 'a token of somebody else',
      queries: [metric('Orders')],
      input: { NextToken: 'x' },
      code: 'InvalidNextToken',
    },
  ])('refuses $row', async ({ queries, input, code }) => {
    await expect(read(new DemoFleet(), queries, input)).rejects.toMatchObject({ code });
  });

  it('ends the run on metric math that the embedded cloud does not know', async () => {
    const fleet = new DemoFleet();
    await expect(read(fleet, [{ Id: 'e', Expression: 'ANOMALY_DETECTION_BAND(m1)' }])).rejects.toThrow(
      'does not understand',
    );
    await expect(fleet.advance(1)).rejects.toThrow('does not understand');
  });

  it('lists metrics by name and dimensions', async () => {
    const fleet = new DemoFleet();
    fleet.kernel.measure({ namespace: 'Shop', name: 'Orders', dimensions: { Country: 'it' }, value: 1 });
    fleet.kernel.measure({ namespace: 'Shop', name: 'Orders', dimensions: { Country: 'ch' }, value: 1 });
    const input = { Namespace: 'Shop', Dimensions: [{ Name: 'Country', Value: 'ch' }] };
    expect(await fleet.call('monitoring', 'ListMetrics', input)).toEqual({
      Metrics: [{ Namespace: 'Shop', MetricName: 'Orders', Dimensions: [{ Name: 'Country', Value: 'ch' }] }],
      NextToken: undefined,
    });
  });
});

describe('an alarm', () => {
  const TOPIC = 'arn:aws:sns:eu-west-1:123456789012:alarms';
  const BUSY = {
    AlarmName: 'busy',
    AlarmDescription: 'Too many orders.',
    Namespace: 'Shop',
    MetricName: 'Orders',
    Statistic: 'Sum',
    Period: 60,
    EvaluationPeriods: 1,
    Threshold: 50,
    ComparisonOperator: 'GreaterThanThreshold',
    TreatMissingData: 'notBreaching',
  };
  interface Published {
    readonly input: { readonly TopicArn: string; readonly Subject: string; readonly Message: string };
    readonly caller: Caller;
  }
  const published: Published[] = [];
  const withAlarm = (changes: object = {}, seed = 1): DemoFleet => {
    const fleet = new DemoFleet({ seed });
    published.length = 0;
    fleet.kernel.register({
      name: 'sns',
      integration: { name: 'sns', errorPrefix: 'Sns' },
      operations: {
        Publish: {
          authorize: () => [],
          run: (input, caller) => {
            published.push({ input, caller });
            return {};
          },
        },
      },
    });
    fleet.create('AWS::CloudWatch::Alarm', { ...BUSY, ...changes });
    return fleet;
  };
  const transitions = (fleet: DemoFleet): readonly string[] =>
    fleet.kernel.journal.entries
      .filter(({ kind }) => kind === 'alarm')
      .map(({ detail }) => `${String(detail['from'])} -> ${String(detail['to'])}`);

  it('changes state with its metric, once for each change', async () => {
    const fleet = withAlarm();
    for (const [minute, orders] of [10, 60, 70, 20].entries()) measure(fleet, 'Orders', minute, orders);
    await fleet.advance(minutes(5));
    expect(transitions(fleet)).toEqual(['INSUFFICIENT_DATA -> OK', 'OK -> ALARM', 'ALARM -> OK']);
  });

  it('tells a change on the bus with the detail that CloudWatch documents', async () => {
    const fleet = withAlarm();
    measure(fleet, 'Orders', 0, 10);
    measure(fleet, 'Orders', 1, 60.5);
    await fleet.advance(minutes(3));
    const event = fleet.events.filter(({ source }) => source === 'aws.cloudwatch')[1];
    expect(event).toMatchObject({
      detailType: 'CloudWatch Alarm State Change',
      resources: ['arn:aws:cloudwatch:eu-west-1:123456789012:alarm:busy'],
      detail: {
        alarmName: 'busy',
        state: {
          value: 'ALARM',
          reason:
            'Threshold Crossed: 1 out of the last 1 datapoints [60.5] was greater than the threshold (50.0) (minimum 1 datapoint for OK -> ALARM transition).',
          timestamp: expect.stringMatching(/^2026-01-06T00:02:\d\d\.\d{3}\+0000$/),
        },
        previousState: { value: 'OK' },
        configuration: {
          description: 'Too many orders.',
          metrics: [
            {
              id: 'm1',
              metricStat: { metric: { namespace: 'Shop', name: 'Orders', dimensions: {} }, period: 60, stat: 'Sum' },
              returnData: true,
            },
          ],
        },
      },
    });
    const state = event?.detail['state'] as { readonly reasonData: string } | undefined;
    const data: unknown = JSON.parse(state?.reasonData ?? '{}');
    expect(data).toMatchObject({
      version: '1.0',
      statistic: 'Sum',
      period: 60,
      recentDatapoints: [60.5],
      threshold: 50,
    });
  });

  it('is evaluated at an offset of its own, the same for the same seed and whatever other alarms there are', async () => {
    const offset = async (seed: number, isAccompanied: boolean): Promise<number> => {
      const fleet = new DemoFleet({ seed });
      if (isAccompanied) fleet.create('AWS::CloudWatch::Alarm', { ...BUSY, AlarmName: 'other' });
      fleet.create('AWS::CloudWatch::Alarm', BUSY);
      await fleet.advance(minutes(2));
      return fleet.kernel.journal.entries.find(({ subject }) => subject === 'busy')?.atMs ?? 0;
    };
    expect(await offset(1, false)).toBe(await offset(1, true));
    expect(await offset(1, false)).not.toBe(await offset(2, false));
  });

  it('publishes to its topics as CloudWatch, for the state that it enters', async () => {
    const fleet = withAlarm({ AlarmActions: [TOPIC] });
    measure(fleet, 'Orders', 0, 60);
    await fleet.advance(minutes(2));
    expect(published).toHaveLength(1);
    expect(published[0]?.input).toMatchObject({ TopicArn: TOPIC, Subject: 'ALARM: "busy" in eu-west-1' });
    expect(JSON.parse(published[0]?.input.Message ?? '{}')).toMatchObject({
      AlarmName: 'busy',
      NewStateValue: 'ALARM',
    });
    expect(published[0]?.caller).toMatchObject({ kind: 'service', service: 'cloudwatch.amazonaws.com' });
  });

  it('keeps the reason of its last change', async () => {
    const fleet = withAlarm();
    for (const [minute, orders] of [60, 70, 80].entries()) measure(fleet, 'Orders', minute, orders);
    await fleet.advance(minutes(4));
    expect(fleet.cloudwatch.alarms.alarm('busy')?.state.reason).toContain('[60.0]');
  });

  it('publishes nothing while its actions are off', async () => {
    const fleet = withAlarm({ AlarmActions: [TOPIC], ActionsEnabled: false });
    measure(fleet, 'Orders', 0, 60);
    await fleet.advance(minutes(2));
    expect(published).toEqual([]);
    expect(transitions(fleet)).toContain('OK -> ALARM');
  });

  it('can be set by hand, until its next evaluation', async () => {
    const fleet = withAlarm();
    measure(fleet, 'Orders', 0, 10);
    await fleet.advance(minutes(2));
    await fleet.call('monitoring', 'SetAlarmState', { AlarmName: 'busy', StateValue: 'ALARM', StateReason: 'a test' });
    const states = await fleet.call('monitoring', 'DescribeAlarms', { StateValue: 'ALARM' });
    expect(states).toMatchObject({
      MetricAlarms: [{ AlarmName: 'busy', StateReason: 'a test', MetricName: 'Orders' }],
    });
    await fleet.advance(minutes(1));
    expect(transitions(fleet)).toEqual(['INSUFFICIENT_DATA -> OK', 'OK -> ALARM', 'ALARM -> OK']);
    const input = { AlarmName: 'none', StateValue: 'OK', StateReason: '' };
    await expect(fleet.call('monitoring', 'SetAlarmState', input)).rejects.toMatchObject({ code: 'ResourceNotFound' });
  });

  it('watches metric math', async () => {
    const { MetricName: _name, Namespace: _namespace, Statistic: _statistic, Period: _period, ...rest } = BUSY;
    const fleet = new DemoFleet();
    fleet.create('AWS::CloudWatch::Alarm', {
      ...rest,
      Metrics: [
        { Id: 'all', Expression: 'orders + FILL(returns, 0)' },
        { ...metric('Orders'), ReturnData: false },
        { ...metric('Returns'), ReturnData: false },
      ],
    });
    measure(fleet, 'Orders', 0, 40);
    measure(fleet, 'Orders', 1, 40);
    measure(fleet, 'Returns', 1, 20);
    await fleet.advance(minutes(3));
    expect(transitions(fleet).slice(0, 2)).toEqual(['INSUFFICIENT_DATA -> OK', 'OK -> ALARM']);
  });

  it('slides a period of several minutes by the minute', async () => {
    const fleet = withAlarm({ Period: 300 });
    for (const [minute, orders] of [10, 10, 10, 10, 10, 30].entries()) measure(fleet, 'Orders', minute, orders);
    await fleet.advance(minutes(6));
    expect(transitions(fleet)).toEqual(['INSUFFICIENT_DATA -> OK']);
    await fleet.advance(minutes(1));
    expect(transitions(fleet)).toEqual(['INSUFFICIENT_DATA -> OK', 'OK -> ALARM']);
  });

  it.each([
    {
      row: 'an action that is no topic',
      changes: { AlarmActions: ['arn:aws:lambda:eu-west-1:1:function:f'] },
      message: 'AlarmActions has arn:aws:lambda',
    },
    {
      row: 'a comparison with a band',
      changes: { ComparisonOperator: 'GreaterThanUpperThreshold' },
      message: 'ComparisonOperator is GreaterThanUpperThreshold',
    },
    {
      row: 'a treatment that does not exist',
      changes: { TreatMissingData: 'maybe' },
      message: 'TreatMissingData is maybe; it must be one of missing',
    },
    {
      row: 'a threshold that is no number',
      changes: { Threshold: 'many' },
      message: 'Threshold is "many"; it must be a number',
    },
  ])('refuses $row', ({ changes, message }) => {
    expect(() => withAlarm(changes)).toThrow(message);
  });

  it('stands beside composite alarms and dashboards, which only exist', () => {
    const fleet = new DemoFleet();
    expect(fleet.create('AWS::CloudWatch::CompositeAlarm', { AlarmName: 'all', AlarmRule: 'TRUE' })).toBe('all');
    expect(fleet.create('AWS::CloudWatch::Dashboard', { DashboardName: 'board' })).toBe('board');
  });
});
