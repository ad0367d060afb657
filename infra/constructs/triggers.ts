import { Duration, Stack } from 'aws-cdk-lib';
import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import type { EventPattern } from 'aws-cdk-lib/aws-events';
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { FilterPattern, type ILogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { Blueprint } from '../../core/blueprint/model.ts';
import { acknowledge, UNAVOIDABLE_WILDCARDS } from './acknowledge.ts';
import type { DeadLetters } from './dead-letters.ts';
import { ErrorAlarm } from './error-alarm.ts';
import { EventRule } from './event-rule.ts';
import { namePrefix } from './installation.ts';
import * as may from './permissions.ts';
import { ProductFunction } from './product-function.ts';
import { SilenceAlarm } from './silence-alarm.ts';
import type { StateTable } from './state-table.ts';
import { SweepSchedules } from './sweep-schedules.ts';
import type { Workflow } from './workflow.ts';
import type { Workflows } from './workflows.ts';

export interface TriggersProps {
  readonly blueprint: Blueprint;
  readonly blueprintFile: string;
  readonly stateTable: StateTable;
  readonly workflows: Workflows;
  readonly deadLetters: DeadLetters;
  readonly alarmTopic: ITopic;
}

/** The functions that decide, and the schedules and rules that invoke them. */
export class Triggers extends Construct {
  readonly #props: TriggersProps;
  readonly #sweeps: SweepSchedules[] = [];

  constructor(scope: Construct, id: string, props: TriggersProps) {
    super(scope, id);
    this.#props = props;
    acknowledge(this, UNAVOIDABLE_WILDCARDS);
    this.#sizeTiers();
    this.#sleepAndWakeEnvironments();
    this.#healInstances();
    this.#tellSilence();
  }

  #sizeTiers(): void {
    const { blueprint, stateTable, workflows } = this.#props;
    const prefix = namePrefix(blueprint);
    const permissions = [
      may.readGroups(),
      may.readMetrics(),
      may.readTargetGroups(),
      ...stateTable.accessStatements(
        { actions: ['BatchGetItem'], partitions: ['SWITCH', 'TIER#*'] },
        { actions: ['PutItem'], partitions: ['TIER#*'] },
      ),
    ];
    const onSweep = this.#trigger('OnSweep', 'on-sweep', { 'scale-tier': workflows.scaleTier }, permissions);
    this.#everyMinute('SweepTiers', 'tiers', onSweep, blueprint.shards);
    const onMetricAlarm = this.#trigger(
      'OnMetricAlarm',
      'on-metric-alarm',
      { 'scale-tier': workflows.scaleTier },
      permissions,
    );
    this.#rule('LoadAlarm', 'load-alarm', 'A tier is over its load', alarmPattern(`${prefix}-load-`), onMetricAlarm);
  }

  #sleepAndWakeEnvironments(): void {
    const { stateTable, workflows } = this.#props;
    const onEnvironmentSweep = this.#trigger(
      'OnEnvironmentSweep',
      'on-environment-sweep',
      { 'sleep-environment': workflows.sleepEnvironment, 'wake-environment': workflows.wakeEnvironment },
      [
        ...stateTable.accessStatements(
          { actions: ['BatchGetItem'], partitions: ['SWITCH', 'REGISTRY', 'ENV#*', 'TIER#*'] },
          { actions: ['PutItem'], partitions: ['REGISTRY', 'ENV#*'] },
        ),
        ...stateTable.dueIndexStatements(),
      ],
    );
    this.#everyMinute('SweepEnvironments', 'environments', onEnvironmentSweep);
  }

  #healInstances(): void {
    const { blueprint, stateTable, workflows } = this.#props;
    const prefix = namePrefix(blueprint);
    const permissions = [
      may.readGroups(),
      may.readTargetHealth(),
      may.readInstanceStatus(),
      ...stateTable.accessStatements(
        { actions: ['BatchGetItem'], partitions: ['SWITCH', 'TIER#*'] },
        { actions: ['PutItem'], partitions: ['TIER#*'] },
      ),
    ];
    const starts = { 'heal-instance': workflows.healInstance };
    const onHealthSweep = this.#trigger('OnHealthSweep', 'on-health-sweep', starts, permissions);
    this.#everyMinute('SweepHealth', 'health', onHealthSweep, blueprint.shards);

    const onInstanceEvent = this.#trigger('OnInstanceEvent', 'on-instance-event', starts, [
      ...permissions,
      may.readMembers(),
    ]);
    this.#rule(
      'UnhealthyAlarm',
      'unhealthy-alarm',
      'A load balancer finds members unhealthy',
      alarmPattern(`${prefix}-unhealthy-`),
      onInstanceEvent,
    );
    this.#rule(
      'InstanceState',
      'instance-state',
      'An instance is stopping or being terminated',
      {
        source: ['aws.ec2'],
        detailType: ['EC2 Instance State-change Notification'],
        detail: { state: ['shutting-down', 'stopping'] },
      },
      onInstanceEvent,
    );
    this.#rule(
      'GroupActivity',
      'group-activity',
      'A group could not launch or terminate an instance',
      {
        source: ['aws.autoscaling'],
        detailType: ['EC2 Instance Launch Unsuccessful', 'EC2 Instance Terminate Unsuccessful'],
      },
      onInstanceEvent,
    );
  }

  #trigger(
    id: string,
    name: string,
    starts: Readonly<Record<string, Workflow>>,
    permissions: readonly PolicyStatement[],
  ): ProductFunction {
    const { blueprint, blueprintFile, stateTable, deadLetters } = this.#props;
    const machines = Object.entries(starts).map(([workflow, { stateMachine }]) => [
      workflow,
      stateMachine.stateMachineArn,
    ]);
    const trigger = new ProductFunction(this, id, {
      folder: `triggers/${name}`,
      namePrefix: namePrefix(blueprint),
      blueprintFile,
      failedInvocations: deadLetters.invocations,
      permissions: [...permissions, ...machines.map(([, arn]) => may.startExecutions(arn as string))],
      environment: {
        TABLE_NAME: stateTable.table.tableName,
        STATE_MACHINE_ARNS: this.#json(Object.fromEntries(machines)),
      },
    });
    const alarmName = `${namePrefix(blueprint)}-${name}-errors`;
    new ErrorAlarm(this, `${id}Errors`, {
      alarmName,
      functions: [trigger],
      // What is blocked, a brake on healing, and a decision that failed though others went on.
      logged: this.#loggedErrors(`${id}LoggedErrors`, alarmName, trigger.logGroup),
      alarmTopic: this.#props.alarmTopic,
    });
    return trigger;
  }

  #loggedErrors(id: string, metricName: string, logGroup: ILogGroup): IMetric {
    return new MetricFilter(this, id, {
      logGroup,
      filterPattern: FilterPattern.stringValue('$.level', '=', 'ERROR'),
      metricNamespace: 'Rubato',
      metricName,
      metricValue: '1',
    }).metric({ statistic: 'Sum', period: Duration.minutes(1) });
  }

  #tellSilence(): void {
    const { alarmTopic } = this.#props;
    for (const { node, sweep, schedules } of this.#sweeps) {
      const others = this.#sweeps.filter((other) => other.sweep !== sweep).map((other) => other.invocations);
      for (const [index, { scheduleName, heard }] of schedules.entries()) {
        new SilenceAlarm(this, `${node.id}Silence${index}`, { scheduleName, heard, others, alarmTopic });
      }
    }
  }

  #json(value: object): string {
    return Stack.of(this).toJsonString(value);
  }

  #everyMinute(id: string, name: string, sweep: ProductFunction, shards?: number): void {
    const { blueprint, deadLetters } = this.#props;
    const scheduleName = `${namePrefix(blueprint)}-${name}`;
    const undelivered = deadLetters.deliveries;
    this.#sweeps.push(new SweepSchedules(this, id, { scheduleName, sweep, undelivered, ...(shards && { shards }) }));
  }

  #rule(id: string, name: string, description: string, eventPattern: EventPattern, target: IFunction): void {
    const { blueprint, deadLetters } = this.#props;
    new EventRule(this, id, {
      ruleName: `${namePrefix(blueprint)}-${name}`,
      description,
      eventPattern,
      target,
      undelivered: deadLetters.deliveries,
    });
  }
}

/** Alarms of ours by the beginning of their names: a list of ARNs would outgrow a pattern's 2,048 characters. */
const alarmPattern = (alarmNamePrefix: string): EventPattern => ({
  source: ['aws.cloudwatch'],
  detailType: ['CloudWatch Alarm State Change'],
  detail: { alarmName: [{ prefix: alarmNamePrefix }], state: { value: ['ALARM'] } },
});
