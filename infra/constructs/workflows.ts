import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { Blueprint } from '../../core/blueprint/model.ts';
import { REPEAT_SECONDS } from '../../core/repeat-seconds.ts';
import { acknowledge, UNAVOIDABLE_WILDCARDS } from './acknowledge.ts';
import { ErrorAlarm } from './error-alarm.ts';
import { ExecutionAlarm } from './execution-alarm.ts';
import { namePrefix } from './installation.ts';
import * as may from './permissions.ts';
import { ProductFunction, type ProductFunctionProps } from './product-function.ts';
import type { StateTable } from './state-table.ts';
import { Workflow } from './workflow.ts';

export interface WorkflowsProps {
  readonly blueprint: Blueprint;
  readonly blueprintFile: string;
  readonly stateTable: StateTable;
  readonly alarmTopic: ITopic;
}

/** The state machines and the tasks that they call. */
export class Workflows extends Construct {
  readonly scaleTier: Workflow;
  readonly sleepEnvironment: Workflow;
  readonly wakeEnvironment: Workflow;
  readonly healInstance: Workflow;
  readonly #props: WorkflowsProps;

  constructor(scope: Construct, id: string, props: WorkflowsProps) {
    super(scope, id);
    this.#props = props;
    acknowledge(this, UNAVOIDABLE_WILDCARDS);
    const { installation } = props.blueprint;
    const table = props.stateTable;

    const checkFleet = this.#task('CheckFleet', 'check-fleet', [
      may.readGroups(),
      may.readActivities(),
      may.readTargetHealth(),
    ]);
    const findGroups = this.#task(
      'FindGroups',
      'find-groups',
      [
        may.readGroups(),
        ...table.accessStatements(
          { actions: ['GetItem', 'UpdateItem'], partitions: ['ENV#*'] },
          { actions: ['BatchGetItem'], partitions: ['TIER#*'] },
        ),
      ],
      { blueprintFile: props.blueprintFile, environment: { TABLE_NAME: table.table.tableName } },
    );
    const checkStage = this.#task('CheckStage', 'check-stage', [may.readGroups(), may.readTargetHealth()]);
    const checkReplacement = this.#task('CheckReplacement', 'check-replacement', [
      may.readGroups(),
      may.readTargetHealth(),
    ]);

    new ErrorAlarm(this, 'TaskErrors', {
      alarmName: `${namePrefix(props.blueprint)}-task-errors`,
      functions: [checkFleet, findGroups, checkStage, checkReplacement],
      alarmTopic: props.alarmTopic,
    });

    const claimTiers = table.accessStatements(
      { actions: ['GetItem'], partitions: ['SWITCH'] },
      { actions: ['UpdateItem'], partitions: ['TIER#*'] },
    );
    // An instance is replaced only on the condition that the tier's own item is as it was.
    const claimHealing = table.accessStatements(
      { actions: ['GetItem'], partitions: ['SWITCH'] },
      { actions: ['ConditionCheckItem', 'UpdateItem'], partitions: ['TIER#*'] },
    );
    const claimEnvironments = table.accessStatements(
      { actions: ['GetItem'], partitions: ['SWITCH'] },
      { actions: ['UpdateItem'], partitions: ['ENV#*', 'TIER#*'] },
    );
    const resize = may.changeOwnedGroups(this, installation, 'UpdateAutoScalingGroup');

    this.scaleTier = this.#workflow('ScaleTier', 'scale-tier', { CheckFleet: checkFleet }, [
      ...claimTiers,
      may.changeOwnedGroups(this, installation, 'SetDesiredCapacity'),
    ]);
    const stageTasks = { FindGroups: findGroups, CheckStage: checkStage };
    this.sleepEnvironment = this.#workflow('SleepEnvironment', 'sleep-environment', stageTasks, [
      ...claimEnvironments,
      resize,
    ]);
    this.wakeEnvironment = this.#workflow('WakeEnvironment', 'wake-environment', stageTasks, [
      ...claimEnvironments,
      resize,
    ]);
    this.healInstance = this.#workflow('HealInstance', 'heal-instance', { CheckReplacement: checkReplacement }, [
      ...claimHealing,
      may.readConsoles(this, installation),
      may.changeOwnedGroups(this, installation, 'SetInstanceHealth'),
    ]);
  }

  #task(
    id: string,
    name: string,
    permissions: readonly PolicyStatement[],
    reads: Pick<ProductFunctionProps, 'blueprintFile' | 'environment'> = {},
  ): IFunction {
    return new ProductFunction(this, id, {
      folder: `tasks/${name}`,
      namePrefix: namePrefix(this.#props.blueprint),
      permissions,
      ...reads,
    });
  }

  #workflow(
    id: string,
    name: string,
    tasks: Readonly<Record<string, IFunction>>,
    permissions: readonly PolicyStatement[],
  ): Workflow {
    const { blueprint, stateTable, alarmTopic } = this.#props;
    const workflow = new Workflow(this, id, {
      name,
      namePrefix: namePrefix(blueprint),
      tasks,
      permissions: [...permissions, may.emitEvents(this)],
      substitutions: {
        TableName: stateTable.table.tableName,
        EventBusName: 'default',
        Installation: blueprint.installation,
        SwitchIsOn: switchIsOn(blueprint),
        RepeatSeconds: String(REPEAT_SECONDS),
      },
    });
    new ExecutionAlarm(this, `${id}Alarm`, {
      alarmName: `${namePrefix(blueprint)}-failed-${name}`,
      stateMachine: workflow.stateMachine,
      alarmTopic,
    });
    return workflow;
  }
}

/** JSONata over what a state has read of the switch. Where nobody has thrown it, the blueprint's own mode counts. */
const switchIsOn = ({ mode }: Blueprint): string => {
  const item = '$states.result.Item';
  const isOn = `${item}.mode.S = 'on'`;
  return mode === 'on' ? `($not($exists(${item}.pk)) or ${isOn})` : isOn;
};
