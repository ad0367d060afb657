import { AutoScalingFleets } from './auto-scaling-fleets.ts';
import { bundledBlueprint } from './bundled-blueprint.ts';
import { DynamoSavedSizes } from './dynamo-saved-sizes.ts';
import { DynamoSuspensions } from './dynamo-suspensions.ts';
import { DynamoTable } from './dynamo-table.ts';
import type { Variables } from './variables.ts';

/** Everything that finding the groups of an environment needs, on AWS. */
export const awsGroupFinding = (variables: Variables) => {
  const table = DynamoTable.of(variables);
  return {
    blueprint: bundledBlueprint(variables).blueprint,
    fleets: new AutoScalingFleets(),
    savedSizes: new DynamoSavedSizes(table),
    suspensions: new DynamoSuspensions(table),
  };
};
