import { bundledBlueprint } from './bundled-blueprint.ts';
import { DynamoEnvironmentStore } from './dynamo-environment-store.ts';
import { DynamoTable } from './dynamo-table.ts';
import { scheduleHashes } from './schedule-hashes.ts';
import { SfnWorkflows } from './sfn-workflows.ts';
import { SystemClock } from './system-clock.ts';
import type { Variables } from './variables.ts';

/** Everything that putting environments to sleep and waking them needs, on AWS. */
export const awsEnvironmentCare = (variables: Variables) => {
  const { blueprint, hash } = bundledBlueprint(variables);
  return {
    blueprint,
    blueprintHash: hash,
    scheduleHashes: scheduleHashes(blueprint),
    clock: new SystemClock(),
    environments: new DynamoEnvironmentStore(DynamoTable.of(variables)),
    workflows: SfnWorkflows.of(variables),
  };
};
