import type { Kernel } from '../../kernel.ts';
import { type Alarm, isOnMetric, type StateReport } from './alarm.ts';
import { alarmTime } from './state-reason.ts';

/**
 * What an alarm sends to an SNS topic. Its shape is shown, but not specified, in
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html; unverified in its details.
 */
export const alarmNotification = (
  kernel: Kernel,
  alarm: Alarm,
  previous: StateReport,
): { readonly Subject: string; readonly Message: string } => {
  const stat = isOnMetric(alarm) ? alarm.queries[0]?.MetricStat : undefined;
  return {
    // SNS takes subjects of up to 100 characters.
    Subject: `${alarm.state.value}: "${alarm.name}" in ${kernel.region}`.slice(0, 100),
    Message: JSON.stringify({
      AlarmName: alarm.name,
      AlarmDescription: alarm.description ?? null,
      AWSAccountId: kernel.account,
      NewStateValue: alarm.state.value,
      NewStateReason: alarm.state.reason,
      StateChangeTime: alarmTime(alarm.state.atMs),
      Region: kernel.region,
      AlarmArn: alarm.arn,
      OldStateValue: previous.value,
      OKActions: alarm.actions.OK,
      AlarmActions: alarm.actions.ALARM,
      InsufficientDataActions: alarm.actions.INSUFFICIENT_DATA,
      Trigger: {
        ...(stat === undefined
          ? { Metrics: alarm.queries }
          : { MetricName: stat.Metric.MetricName, Namespace: stat.Metric.Namespace, Statistic: stat.Stat }),
        Period: alarm.watched.periodMinutes * 60,
        EvaluationPeriods: alarm.rule.evaluationPeriods,
        DatapointsToAlarm: alarm.rule.datapointsToAlarm,
        ComparisonOperator: alarm.comparison,
        Threshold: alarm.threshold,
        TreatMissingData: alarm.rule.missingData,
      },
    }),
  };
};
