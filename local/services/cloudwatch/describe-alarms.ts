import { type Kernel, operation } from '../../kernel.ts';
import { paginate } from '../ec2/paginate.ts';
import { type Alarm, isOnMetric } from './alarm.ts';
import type { AlarmModel } from './alarm-model.ts';

export interface DescribeAlarmsInput {
  readonly AlarmNames?: readonly string[];
  readonly AlarmNamePrefix?: string;
  readonly StateValue?: string;
  readonly AlarmTypes?: readonly string[];
  readonly MaxRecords?: number;
  readonly NextToken?: string;
}

const DEFAULT_RECORDS = 50;

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html; composite alarms are not listed. */
export const describeAlarms = (kernel: Kernel, model: AlarmModel) =>
  operation({
    authorize: (_input: DescribeAlarmsInput) => [
      {
        action: 'cloudwatch:DescribeAlarms',
        resource: `arn:${kernel.partition}:cloudwatch:${kernel.region}:${kernel.account}:alarm:*`,
      },
    ],
    run: (input) => {
      const found = [...model.alarms.values()].filter((alarm) => isAskedFor(alarm, input));
      const page = paginate(found, input.MaxRecords ?? DEFAULT_RECORDS, input.NextToken);
      return { MetricAlarms: page.items.map(describe), CompositeAlarms: [], NextToken: page.nextToken };
    },
  });

const isAskedFor = (alarm: Alarm, input: DescribeAlarmsInput): boolean =>
  (input.AlarmNames?.includes(alarm.name) ?? true) &&
  alarm.name.startsWith(input.AlarmNamePrefix ?? '') &&
  (input.StateValue ?? alarm.state.value) === alarm.state.value &&
  (input.AlarmTypes?.includes('MetricAlarm') ?? true);

const describe = (alarm: Alarm) => ({
  AlarmName: alarm.name,
  AlarmArn: alarm.arn,
  AlarmDescription: alarm.description,
  AlarmConfigurationUpdatedTimestamp: new Date(alarm.createdAtMs),
  ActionsEnabled: alarm.areActionsEnabled,
  OKActions: alarm.actions.OK,
  AlarmActions: alarm.actions.ALARM,
  InsufficientDataActions: alarm.actions.INSUFFICIENT_DATA,
  StateValue: alarm.state.value,
  StateReason: alarm.state.reason,
  StateReasonData: alarm.state.reasonData,
  StateUpdatedTimestamp: new Date(alarm.state.atMs),
  StateTransitionedTimestamp: new Date(alarm.changedAtMs),
  ...describeWatched(alarm),
  EvaluationPeriods: alarm.rule.evaluationPeriods,
  DatapointsToAlarm: alarm.rule.datapointsToAlarm,
  Threshold: alarm.threshold,
  ComparisonOperator: alarm.comparison,
  TreatMissingData: alarm.rule.missingData,
});

const describeWatched = (alarm: Alarm) => {
  const stat = isOnMetric(alarm) ? alarm.queries[0]?.MetricStat : undefined;
  if (stat === undefined) return { Metrics: alarm.queries };
  const isPercentile = stat.Stat.startsWith('p');
  return {
    Namespace: stat.Metric.Namespace,
    MetricName: stat.Metric.MetricName,
    Dimensions: stat.Metric.Dimensions,
    Period: stat.Period,
    ...(isPercentile ? { ExtendedStatistic: stat.Stat } : { Statistic: stat.Stat }),
  };
};
