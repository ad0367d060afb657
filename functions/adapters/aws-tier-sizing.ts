import { AutoScalingFleets } from './auto-scaling-fleets.ts';
import { bundledBlueprint } from './bundled-blueprint.ts';
import { CloudWatchLoadMetrics } from './cloud-watch-load-metrics.ts';
import { DynamoTable } from './dynamo-table.ts';
import { DynamoTierStore } from './dynamo-tier-store.ts';
import { ElbLoadBalancers } from './elb-load-balancers.ts';
import { SfnWorkflows } from './sfn-workflows.ts';
import { SystemClock } from './system-clock.ts';
import type { Variables } from './variables.ts';

/** Everything that sizing tiers needs, on AWS. */
export const awsTierSizing = (variables: Variables) => ({
  blueprint: bundledBlueprint(variables).blueprint,
  clock: new SystemClock(),
  tiers: new DynamoTierStore(DynamoTable.of(variables)),
  fleets: new AutoScalingFleets(),
  loadBalancers: new ElbLoadBalancers(),
  metrics: new CloudWatchLoadMetrics(),
  workflows: SfnWorkflows.of(variables),
});
