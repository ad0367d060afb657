import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, MathExpression, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

export interface SilenceAlarmProps {
  /** The alarm has its name and `-silent`. */
  readonly scheduleName: string;
  /** The schedule's own sign of life, by the minute: 1 or more as long as all is well. */
  readonly heard: IMetric;
  /** Signs of life of other schedules, at least one, which say that time goes by. */
  readonly others: readonly IMetric[];
  readonly alarmTopic: ITopic;
}

/**
 * Tells people that a schedule has invoked nothing for five minutes: what makes no sound cannot fail either. A function that is not invoked
 * publishes nothing (https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html), so that there is no number to compare, and missing
 * data that breach would be an alarm before the first beat. But while another schedule is heard, one that is not has invoked nothing: the alarm
 * goes to ALARM, even if it never began. When none is heard any more it goes from OK to INSUFFICIENT_DATA, and tells that; a new one begins as
 * INSUFFICIENT_DATA and tells nothing: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */
export class SilenceAlarm extends Construct {
  constructor(scope: Construct, id: string, props: SilenceAlarmProps) {
    super(scope, id);
    const period = Duration.minutes(1);
    const others = props.others.map((heard, index): [string, IMetric] => [`other${index}`, heard]);
    // SUM and MAX of several metrics leave out those without a value in a minute (unverified): without it a silence is told as INSUFFICIENT_DATA alone.
    const time = new MathExpression({
      expression: `0 * MAX([${others.map(([name]) => name).join(', ')}])`,
      usingMetrics: Object.fromEntries(others),
      period,
    });
    const alarm = new Alarm(this, 'Resource', {
      alarmName: `${props.scheduleName}-silent`,
      alarmDescription: `Rubato: the schedule ${props.scheduleName} invokes nothing; see docs/operating.md.`,
      metric: new MathExpression({
        expression: 'SUM([own, time])',
        usingMetrics: { own: props.heard, time },
        period,
      }),
      threshold: 1,
      evaluationPeriods: 5,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.MISSING,
    });
    const tell = new SnsAction(props.alarmTopic);
    alarm.addAlarmAction(tell);
    alarm.addInsufficientDataAction(tell);
  }
}
