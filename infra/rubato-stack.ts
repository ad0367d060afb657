import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CfnOutput, Stack, type StackProps, Tags } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { canonicalBlueprint } from '../core/blueprint/canonical-blueprint.ts';
import type { Blueprint, Tier } from '../core/blueprint/model.ts';
import { DeadLetters } from './constructs/dead-letters.ts';
import { DEMO_GROUP_PREFIX, DEMO_SERVED_GROUP, Demo } from './constructs/demo.ts';
import { INSTALLATION_TAG, namePrefix } from './constructs/installation.ts';
import { Notifications } from './constructs/notifications.ts';
import { StateTable } from './constructs/state-table.ts';
import { type TargetGroupDimensions, TierAlarms } from './constructs/tier-alarms.ts';
import { Triggers } from './constructs/triggers.ts';
import { Workflows } from './constructs/workflows.ts';

export interface RubatoStackProps extends StackProps {
  readonly blueprint: Blueprint;
}

/** Everything that a team deploys, made from its blueprint. */
export class RubatoStack extends Stack {
  constructor(scope: Construct, id: string, props: RubatoStackProps) {
    const { blueprint, ...stackProps } = props;
    super(scope, id, stackProps);
    Tags.of(this).add(INSTALLATION_TAG, blueprint.installation);
    const prefix = namePrefix(blueprint);
    const blueprintFile = writeBlueprint(blueprint);

    const encryptionKey = new Key(this, 'Key', {
      description: `Rubato ${blueprint.installation}`,
      enableKeyRotation: true,
    });
    const stateTable = new StateTable(this, 'StateTable', { encryptionKey });
    const notifications = new Notifications(this, 'Notifications', {
      topicName: `${prefix}-alarms`,
      encryptionKey,
      ...blueprint.notifications,
    });
    const alarmTopic = notifications.topic;
    const deadLetters = new DeadLetters(this, 'DeadLetters', { namePrefix: prefix, alarmTopic });
    notifications.tellWhatIsBlocked({
      namePrefix: prefix,
      installation: blueprint.installation,
      undelivered: deadLetters.deliveries,
    });
    const workflows = new Workflows(this, 'Workflows', { blueprint, blueprintFile, stateTable, alarmTopic });
    new Triggers(this, 'Triggers', { blueprint, blueprintFile, stateTable, workflows, deadLetters, alarmTopic });

    const demo = blueprint.demo ? new Demo(this, 'Demo', { installation: blueprint.installation }) : null;
    for (const tier of Object.values(blueprint.tiers)) {
      new TierAlarms(this, `TierAlarms-${tier.id}`, { namePrefix: prefix, tier, dimensions: dimensionsOf(tier, demo) });
    }
    new CfnOutput(this, 'TableName', { value: stateTable.table.tableName });
  }
}

const dimensionsOf = (tier: Tier, demo: Demo | null): TargetGroupDimensions | null => {
  const alb = tier.load.find((metric) => metric.type === 'alb');
  if (alb?.targetGroup && alb.loadBalancer) return { targetGroup: alb.targetGroup, loadBalancer: alb.loadBalancer };
  const isOfDemo = alb === undefined ? tier.group === DEMO_SERVED_GROUP : tier.group.startsWith(DEMO_GROUP_PREFIX);
  return demo !== null && isOfDemo ? demo.dimensions : null;
};

/** Bundling copies a file, so the canonical blueprint has to be one; named by content, so that two synths do not meet. */
const writeBlueprint = (blueprint: Blueprint): string => {
  const folder = join(import.meta.dirname, '../.rubato/blueprints');
  const content = canonicalBlueprint(blueprint);
  const file = join(folder, `${createHash('sha256').update(content).digest('hex').slice(0, 16)}.json`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, content);
  return file;
};
