import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { sumOf } from './sum-of.ts';

export interface ExecutionAlarmProps {
  readonly alarmName: string;
  readonly stateMachine: IStateMachine;
  readonly alarmTopic: ITopic;
}

/**
 * An alarm on executions that failed, were aborted, ran into the backstop, or are held up by the quota of state transitions; an outcome that is
 * recorded, such as no capacity, is none of these: https://docs.aws.amazon.com/step-functions/latest/dg/procedure-cw-metrics.html
 */
export class ExecutionAlarm extends Construct {
  constructor(scope: Construct, id: string, props: ExecutionAlarmProps) {
    super(scope, id);
    const options = { period: Duration.minutes(1), statistic: 'Sum' };
    new Alarm(this, 'Resource', {
      alarmName: props.alarmName,
      alarmDescription: 'Rubato: an execution failed, timed out, was aborted or is throttled; see docs/operating.md.',
      metric: sumOf({
        failed: props.stateMachine.metricFailed(options),
        timedOut: props.stateMachine.metricTimedOut(options),
        aborted: props.stateMachine.metricAborted(options),
        throttled: props.stateMachine.metricThrottled(options),
      }),
      threshold: 1,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    }).addAlarmAction(new SnsAction(props.alarmTopic));
  }
}
