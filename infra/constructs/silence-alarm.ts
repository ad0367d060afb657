import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, MathExpression, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

export interface SilenceAlarmProps {
  readonly alarmName: string;
  /** Invoked each minute as long as all is well. */
  readonly sweep: IFunction;
  /** How often in a minute: once for each shard. */
  readonly invocationsPerMinute: number;
  /** Sweeps whose invocations say that time goes by, at least one. */
  readonly others: readonly IFunction[];
  readonly alarmTopic: ITopic;
}

/**
 * Tells people that a sweep, or one of its shards, has not been invoked for five minutes: what makes no sound cannot fail either. A function that is not invoked
 * publishes nothing (https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html), so that there is no number to compare, and missing
 * data that breach would be an alarm before the first beat. But while another sweep is heard, one that is not has no invocations: the alarm
 * goes to ALARM, even if the sweep never began. When none is heard any more it goes from OK to INSUFFICIENT_DATA, and tells that; a new one begins as
 * INSUFFICIENT_DATA and tells nothing: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */
export class SilenceAlarm extends Construct {
  constructor(scope: Construct, id: string, props: SilenceAlarmProps) {
    super(scope, id);
    const period = Duration.minutes(1);
    const heard = (sweep: IFunction): IMetric => sweep.metricInvocations({ statistic: 'Sum', period });
    const others = props.others.map((sweep, index): [string, IMetric] => [`other${index}`, heard(sweep)]);
    // SUM and MAX of several metrics leave out those without a value in a minute (unverified): without it a silence is told as INSUFFICIENT_DATA alone.
    const time = new MathExpression({
      expression: `0 * MAX([${others.map(([name]) => name).join(', ')}])`,
      usingMetrics: Object.fromEntries(others),
      period,
    });
    const alarm = new Alarm(this, 'Resource', {
      alarmName: props.alarmName,
      alarmDescription: 'Rubato: a sweep, or a shard of it, is not invoked; see docs/operating.md.',
      metric: new MathExpression({
        expression: 'SUM([own, time])',
        usingMetrics: { own: heard(props.sweep), time },
        period,
      }),
      threshold: props.invocationsPerMinute,
      evaluationPeriods: 5,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.MISSING,
    });
    const tell = new SnsAction(props.alarmTopic);
    alarm.addAlarmAction(tell);
    alarm.addInsufficientDataAction(tell);
  }
}
