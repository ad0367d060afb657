import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, MathExpression, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';

export interface ExecutionAlarmProps {
  readonly alarmName: string;
  readonly stateMachine: IStateMachine;
  readonly alarmTopic: ITopic;
}

/** An alarm on executions that failed, were aborted, or ran into the backstop; an outcome that is recorded, such as no capacity, is neither. */
export class ExecutionAlarm extends Construct {
  constructor(scope: Construct, id: string, props: ExecutionAlarmProps) {
    super(scope, id);
    const options = { period: Duration.minutes(1), statistic: 'Sum' };
    new Alarm(this, 'Resource', {
      alarmName: props.alarmName,
      alarmDescription: 'Rubato: an execution failed, timed out or was aborted; see docs/operating.md.',
      metric: new MathExpression({
        // A metric without value in a minute would leave the sum without one.
        expression: 'FILL(failed, 0) + FILL(timedOut, 0) + FILL(aborted, 0)',
        usingMetrics: {
          failed: props.stateMachine.metricFailed(options),
          timedOut: props.stateMachine.metricTimedOut(options),
          aborted: props.stateMachine.metricAborted(options),
        },
        period: Duration.minutes(1),
      }),
      threshold: 1,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    }).addAlarmAction(new SnsAction(props.alarmTopic));
  }
}
