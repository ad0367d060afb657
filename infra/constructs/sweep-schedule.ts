import { Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Schedule, ScheduleExpression, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

export interface SweepScheduleProps {
  readonly scheduleName: string;
  readonly target: IFunction;
  readonly input: Readonly<Record<string, unknown>>;
  /** Where an invocation goes that could not be delivered. */
  readonly undelivered: IQueue;
}

/** Invokes a sweep each minute. A beat that could not be delivered is worth nothing once the next one is due. */
export class SweepSchedule extends Construct {
  constructor(scope: Construct, id: string, props: SweepScheduleProps) {
    super(scope, id);
    // The source of a schedule is its group, and may not be narrowed further:
    // https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html
    const sourceArn = Stack.of(this).formatArn({
      service: 'scheduler',
      resource: 'schedule-group',
      resourceName: 'default',
    });
    const assumedBy = new ServicePrincipal('scheduler.amazonaws.com', {
      conditions: { ArnEquals: { 'aws:SourceArn': sourceArn } },
    });
    const role = new Role(this, 'Role', { assumedBy });
    role.addToPolicy(
      new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [props.target.functionArn] }),
    );
    role.addToPolicy(new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [props.undelivered.queueArn] }));
    new Schedule(this, 'Resource', {
      scheduleName: props.scheduleName,
      schedule: ScheduleExpression.rate(Duration.minutes(1)),
      target: new LambdaInvoke(props.target, {
        role: role.withoutPolicyUpdates(), // the target would also grant every version and alias of the function
        input: ScheduleTargetInput.fromObject(props.input),
        deadLetterQueue: props.undelivered,
        maxEventAge: Duration.minutes(1),
        retryAttempts: 2,
      }),
    });
  }
}
