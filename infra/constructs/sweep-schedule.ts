import { Duration, Stack } from 'aws-cdk-lib';
import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { Schedule, ScheduleExpression, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { ProductFunction } from './product-function.ts';

export interface SweepScheduleProps {
  readonly scheduleName: string;
  readonly sweep: ProductFunction;
  /** Which of how many shards is swept. @default - the sweep has none */
  readonly shard?: { readonly shard: number; readonly shards: number };
  /** Where an invocation goes that could not be delivered. */
  readonly undelivered: IQueue;
}

/** Invokes a sweep each minute. A beat that could not be delivered is worth nothing once the next one is due. */
export class SweepSchedule extends Construct {
  readonly scheduleName: string;
  readonly sweep: ProductFunction;
  /** How often it was heard in a minute that it invokes the sweep. */
  readonly heard: IMetric;

  constructor(scope: Construct, id: string, props: SweepScheduleProps) {
    super(scope, id);
    this.scheduleName = props.scheduleName;
    this.sweep = props.sweep;
    this.heard = this.#heard(props);
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
    role.addToPolicy(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [props.sweep.functionArn] }));
    role.addToPolicy(new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [props.undelivered.queueArn] }));
    new Schedule(this, 'Resource', {
      scheduleName: props.scheduleName,
      schedule: ScheduleExpression.rate(Duration.minutes(1)),
      target: new LambdaInvoke(props.sweep, {
        role: role.withoutPolicyUpdates(), // the target would also grant every version and alias of the function
        input: ScheduleTargetInput.fromObject(props.shard ?? {}),
        deadLetterQueue: props.undelivered,
        maxEventAge: Duration.minutes(1),
        retryAttempts: 2,
      }),
    });
  }

  /** The invocations of a function that is this schedule's alone; else the lines by which it says whose shard it sweeps (functions/middleware/tell-shard.ts). */
  #heard({ scheduleName, sweep, shard }: SweepScheduleProps): IMetric {
    const perMinute = { statistic: 'Sum', period: Duration.minutes(1) };
    if (shard === undefined || shard.shards === 1) return sweep.metricInvocations(perMinute);
    return new MetricFilter(this, 'Heard', {
      logGroup: sweep.logGroup,
      filterPattern: FilterPattern.numberValue('$.shard', '=', shard.shard),
      metricNamespace: 'Rubato',
      metricName: `${scheduleName}-heard`,
      metricValue: '1',
    }).metric(perMinute);
  }
}
