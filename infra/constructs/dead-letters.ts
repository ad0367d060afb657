import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';

export interface DeadLettersProps {
  readonly namePrefix: string;
  /** Told as soon as something lands in a queue. */
  readonly alarmTopic: ITopic;
}

/** Where events and invocations end that could not be handled, and the alarms on them. */
export class DeadLetters extends Construct {
  /** What a rule or schedule could not hand to its target. */
  readonly deliveries: Queue;
  /** What a function received and failed on for good. */
  readonly invocations: Queue;

  constructor(scope: Construct, id: string, props: DeadLettersProps) {
    super(scope, id);
    acknowledge(this, { SQS3: 'These are the dead-letter queues; a queue behind them would hide what fails.' });
    const queue = (name: string, what: string): Queue => {
      const created = new Queue(this, name, {
        queueName: `${props.namePrefix}-${what}`,
        encryption: QueueEncryption.SQS_MANAGED,
        enforceSSL: true,
        retentionPeriod: Duration.days(14),
      });
      new Alarm(this, `${name}Alarm`, {
        alarmName: `${props.namePrefix}-${what}`,
        alarmDescription: `Rubato: something is in the queue ${props.namePrefix}-${what}; see docs/operating.md.`,
        metric: created.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(1), statistic: 'Maximum' }),
        threshold: 1,
        evaluationPeriods: 1,
        comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        treatMissingData: TreatMissingData.NOT_BREACHING,
      }).addAlarmAction(new SnsAction(props.alarmTopic));
      return created;
    };
    this.deliveries = queue('Deliveries', 'undelivered');
    this.invocations = queue('Invocations', 'failed-invocations');
  }
}
