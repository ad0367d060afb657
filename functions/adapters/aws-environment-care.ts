import { bundledBlueprint } from './bundled-blueprint.ts';
import { DynamoEnvironmentStore } from './dynamo-environment-store.ts';
import { DynamoSuspensions } from './dynamo-suspensions.ts';
import { DynamoTable } from './dynamo-table.ts';
import { DynamoTierStore } from './dynamo-tier-store.ts';
import { scheduleHashes } from './schedule-hashes.ts';
import { SfnWorkflows } from './sfn-workflows.ts';
import { SystemClock } from './system-clock.ts';
import type { Variables } from './variables.ts';

/** Everything that putting environments to sleep and waking them needs, on AWS. */
export const awsEnvironmentCare = (variables: Variables) => {
  const { blueprint, hash } = bundledBlueprint(variables);
  const table = DynamoTable.of(variables);
  return {
    blueprint,
    blueprintHash: hash,
    scheduleHashes: scheduleHashes(blueprint),
    clock: new SystemClock(),
    environments: new DynamoEnvironmentStore(table),
    suspensions: new DynamoSuspensions(table),
    tiers: new DynamoTierStore(table),
    workflows: SfnWorkflows.of(variables),
  };
};
