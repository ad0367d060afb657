import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

export interface SilenceAlarmProps {
  readonly alarmName: string;
  /** Invoked each minute as long as all is well. */
  readonly sweep: IFunction;
  readonly alarmTopic: ITopic;
}

/**
 * Tells people that a sweep has not been invoked for five minutes: what makes no sound cannot fail either. A function that is not invoked
 * publishes nothing (https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html), so that there is no number to compare: the
 * alarm goes from OK to INSUFFICIENT_DATA, and tells that. A new one begins as INSUFFICIENT_DATA and tells nothing, whereas
 * missing data that breach would be an alarm before the first beat:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */
export class SilenceAlarm extends Construct {
  constructor(scope: Construct, id: string, { alarmName, sweep, alarmTopic }: SilenceAlarmProps) {
    super(scope, id);
    new Alarm(this, 'Resource', {
      alarmName,
      alarmDescription: 'Rubato: a sweep is not invoked any more; see docs/operating.md.',
      metric: sweep.metricInvocations({ statistic: 'Sum', period: Duration.minutes(1) }),
      threshold: 1,
      evaluationPeriods: 5,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.MISSING,
    }).addInsufficientDataAction(new SnsAction(alarmTopic));
  }
}
