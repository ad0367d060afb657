import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { sumOf } from './sum-of.ts';

export interface ErrorAlarmProps {
  readonly alarmName: string;
  /** Two metrics each; with `logged` at most as many as `sumOf` takes. */
  readonly functions: readonly IFunction[];
  /** Errors that the functions tell themselves. @default - none */
  readonly logged?: IMetric;
  readonly alarmTopic: ITopic;
}

/**
 * Tells people what functions failed on. A time-out or the end of the memory reaches no log line of the function's own, a throttled invocation
 * not even the function: https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
 */
export class ErrorAlarm extends Construct {
  constructor(scope: Construct, id: string, { alarmName, functions, logged, alarmTopic }: ErrorAlarmProps) {
    super(scope, id);
    const options = { statistic: 'Sum', period: Duration.minutes(1) };
    const counts = functions.flatMap((each, index): [string, IMetric][] => [
      [`errors${index}`, each.metricErrors(options)],
      [`throttles${index}`, each.metricThrottles(options)],
    ]);
    new Alarm(this, 'Resource', {
      alarmName,
      alarmDescription: 'Rubato: a function failed, was throttled or logged an error; see docs/operating.md.',
      metric: sumOf({ ...(logged && { logged }), ...Object.fromEntries(counts) }),
      threshold: 1,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    }).addAlarmAction(new SnsAction(alarmTopic));
  }
}
