import type { ServiceEvent } from '../../kernel.ts';
import { type Alarm, isOnMetric, type StateReport } from './alarm.ts';
import { dimensionsOf, type MetricDataQuery } from './metric-query.ts';
import { alarmTime } from './state-reason.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html#CloudWatch-state-change-events */
export const alarmEvent = (alarm: Alarm, previous: StateReport): ServiceEvent => ({
  source: 'aws.cloudwatch',
  detailType: 'CloudWatch Alarm State Change',
  resources: [alarm.arn],
  detail: {
    alarmName: alarm.name,
    state: describeState(alarm.state),
    previousState: describeState(previous),
    configuration: {
      ...(alarm.description === undefined ? {} : { description: alarm.description }),
      metrics: alarm.queries.map((query) => describeQuery(query, isOnMetric(alarm))),
    },
  },
});

const describeState = (state: StateReport) => ({
  value: state.value,
  reason: state.reason,
  ...(state.reasonData === undefined ? {} : { reasonData: state.reasonData }),
  timestamp: alarmTime(state.atMs),
});

const describeQuery = (query: MetricDataQuery, isOnly: boolean) => {
  const stat = query.MetricStat;
  return {
    id: query.Id,
    ...(query.Expression === undefined ? {} : { expression: query.Expression }),
    ...(query.Label === undefined ? {} : { label: query.Label }),
    ...(stat === undefined
      ? {}
      : {
          metricStat: {
            metric: {
              namespace: stat.Metric.Namespace,
              name: stat.Metric.MetricName,
              dimensions: dimensionsOf(stat.Metric.Dimensions),
            },
            period: stat.Period,
            stat: stat.Stat,
          },
        }),
    returnData: isOnly || (query.ReturnData ?? true),
  };
};
