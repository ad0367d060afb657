import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { FilterPattern, type ILogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

export interface ErrorAlarmProps {
  /** Of the function; the alarm and its metric are called after it. */
  readonly functionName: string;
  readonly logGroup: ILogGroup;
  readonly alarmTopic: ITopic;
}

/** Tells people what a trigger logs as an error: something is blocked, healing brakes, or a decision failed though others went on. */
export class ErrorAlarm extends Construct {
  constructor(scope: Construct, id: string, props: ErrorAlarmProps) {
    super(scope, id);
    const filter = new MetricFilter(this, 'Filter', {
      logGroup: props.logGroup,
      filterPattern: FilterPattern.stringValue('$.level', '=', 'ERROR'),
      metricNamespace: 'Rubato',
      metricName: `${props.functionName}-errors`,
      metricValue: '1',
    });
    new Alarm(this, 'Resource', {
      alarmName: `${props.functionName}-errors`,
      alarmDescription: 'Rubato: something is blocked or failed, see the log of the function and docs/operating.md.',
      metric: filter.metric({ statistic: 'Sum', period: Duration.minutes(1) }),
      threshold: 1,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    }).addAlarmAction(new SnsAction(props.alarmTopic));
  }
}
