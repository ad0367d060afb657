import { Duration } from 'aws-cdk-lib';
import { type EventPattern, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

export interface EventRuleProps {
  readonly ruleName: string;
  readonly description: string;
  readonly eventPattern: EventPattern;
  readonly target: IFunction;
  /** Where an event goes that could not be delivered. */
  readonly undelivered: IQueue;
}

/** Hands events of the default bus to a trigger. A hint that is older than a few sweeps is worth nothing. */
export class EventRule extends Construct {
  constructor(scope: Construct, id: string, props: EventRuleProps) {
    super(scope, id);
    new Rule(this, 'Resource', {
      ruleName: props.ruleName,
      description: props.description,
      eventPattern: props.eventPattern,
      targets: [
        new LambdaFunction(props.target, {
          deadLetterQueue: props.undelivered,
          maxEventAge: Duration.minutes(5),
          retryAttempts: 3,
        }),
      ],
    });
  }
}
