import { AutoScalingFleets } from './auto-scaling-fleets.ts';
import { bundledBlueprint } from './bundled-blueprint.ts';
import { DynamoHealingStore } from './dynamo-healing-store.ts';
import { DynamoTable } from './dynamo-table.ts';
import { Ec2InstanceStatus } from './ec2-instance-status.ts';
import { ElbLoadBalancers } from './elb-load-balancers.ts';
import { SfnWorkflows } from './sfn-workflows.ts';
import { SystemClock } from './system-clock.ts';
import type { Variables } from './variables.ts';

/** Everything that healing tiers needs, on AWS. */
export const awsHealing = (variables: Variables) => ({
  blueprint: bundledBlueprint(variables).blueprint,
  clock: new SystemClock(),
  healing: new DynamoHealingStore(DynamoTable.of(variables)),
  fleets: new AutoScalingFleets(),
  loadBalancers: new ElbLoadBalancers(),
  statuses: new Ec2InstanceStatus(),
  workflows: SfnWorkflows.of(variables),
});
