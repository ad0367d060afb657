import { Duration, Stack } from 'aws-cdk-lib';
import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { type IRole, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { Schedule, ScheduleExpression, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { ProductFunction } from './product-function.ts';

export interface SweepSchedulesProps {
  /** Name of the one schedule, or the beginning of those of shards, whose number follows. */
  readonly scheduleName: string;
  readonly sweep: ProductFunction;
  /** In how many shards it sweeps, each by a schedule of its own. @default - in none */
  readonly shards?: number;
  /** Where an invocation goes that could not be delivered. */
  readonly undelivered: IQueue;
}

/** A schedule, and how often it was heard in a minute that it invokes its sweep. */
export interface HeardSchedule {
  readonly scheduleName: string;
  readonly heard: IMetric;
}

/** Invoke a sweep each minute, once for each shard. A beat that could not be delivered is worth nothing once the next one is due. */
export class SweepSchedules extends Construct {
  readonly sweep: ProductFunction;
  /** Of the sweep in a minute, by all of its schedules. */
  readonly invocations: IMetric;
  readonly schedules: readonly HeardSchedule[];
  readonly #role: IRole;

  constructor(scope: Construct, id: string, props: SweepSchedulesProps) {
    super(scope, id);
    const { scheduleName, sweep, shards, undelivered } = props;
    this.sweep = sweep;
    this.invocations = sweep.metricInvocations(PER_MINUTE);
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
    role.addToPolicy(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [sweep.functionArn] }));
    role.addToPolicy(new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [undelivered.queueArn] }));
    this.#role = role.withoutPolicyUpdates(); // the target would also grant every version and alias of the function
    if (shards === undefined) {
      this.#schedule('Resource', scheduleName, undelivered, {});
      this.schedules = [{ scheduleName, heard: this.invocations }];
      return;
    }
    this.schedules = Array.from({ length: shards }, (_, shard) => {
      const name = `${scheduleName}-${shard}`;
      this.#schedule(`Shard${shard}`, name, undelivered, { shard, shards });
      return { scheduleName: name, heard: shards === 1 ? this.invocations : this.#linesOf(shard, name) };
    });
  }

  #schedule(id: string, scheduleName: string, deadLetterQueue: IQueue, input: Readonly<Record<string, number>>): void {
    new Schedule(this, id, {
      scheduleName,
      schedule: ScheduleExpression.rate(Duration.minutes(1)),
      target: new LambdaInvoke(this.sweep, {
        role: this.#role,
        input: ScheduleTargetInput.fromObject(input),
        deadLetterQueue,
        maxEventAge: Duration.minutes(1),
        retryAttempts: 2,
      }),
    });
  }

  /** Shards share a function, which says in a line whose it sweeps: functions/middleware/tell-shard.ts */
  #linesOf(shard: number, scheduleName: string): IMetric {
    return new MetricFilter(this, `Heard${shard}`, {
      logGroup: this.sweep.logGroup,
      filterPattern: FilterPattern.numberValue('$.shard', '=', shard),
      metricNamespace: 'Rubato',
      metricName: `${scheduleName}-heard`,
      metricValue: '1',
    }).metric(PER_MINUTE);
  }
}

const PER_MINUTE = { statistic: 'Sum', period: Duration.minutes(1) };
