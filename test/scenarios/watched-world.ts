import type { Tier } from '../../core/blueprint/model.ts';
import type { Execution } from '../../local/asl/execution.ts';
import type { Faults } from '../../local/kernel.ts';
import { MINUTE_MS, World, type WorldSettings } from './world.ts';

/** A call by a role or a service; ours are the only roles there are. */
export interface ProductCall {
  readonly atMs: number;
  /** Such as `autoscaling:SetDesiredCapacity`. */
  readonly name: string;
}

/** What changes something outside of our own table. */
export const EFFECTS: ReadonlySet<string> = new Set([
  'autoscaling:SetDesiredCapacity',
  'autoscaling:UpdateAutoScalingGroup',
  'autoscaling:SetInstanceHealth',
  'states:StartExecution',
]);

/** A world whose calls are written down with their times: a fault that never strikes sees them all. */
export const watchedWorld = async (
  settings: WorldSettings = {},
): Promise<{ readonly world: World; readonly calls: readonly ProductCall[] }> => {
  const calls: ProductCall[] = [];
  let world: World | undefined;
  const interrupt: Faults['interrupt'] = ({ service, operation }) => {
    if (world !== undefined) calls.push({ atMs: world.nowMs, name: `${service}:${operation}` });
    return undefined;
  };
  world = await World.load({ ...settings, faults: { ...settings.faults, interrupt } });
  return { world, calls };
};

/** Executions of one of our state machines, in the order of their starts. */
export const executionsOf = (world: World, workflow: string): readonly Execution[] => {
  const { model } = world.cloud.states;
  const machine = [...model.stateMachines].find(({ name }) => name.endsWith(`-${workflow}`));
  if (machine === undefined) throw new Error(`there is no state machine ${workflow}`);
  return model.executionsOf(machine).toReversed();
};

/** One change of size, as an execution of scale-tier was told to make it. */
export interface SizeChange {
  readonly atMs: number;
  readonly from: number;
  readonly to: number;
}

export const sizeChanges = (world: World, tierId = 'web'): readonly SizeChange[] =>
  executionsOf(world, 'scale-tier')
    .map(({ startedAtMs, input }) => ({
      atMs: startedAtMs,
      ...(input as { readonly tierId: string; readonly from: number; readonly to: number }),
    }))
    .filter((change) => change.tierId === tierId)
    .map(({ atMs, from, to }) => ({ atMs, from, to }));

/** Instances that serve a load at the tier's target. */
export const sizeAtTarget = ({ policy, load }: Tier, requestsPerMinute: number): number => {
  if (policy.type !== 'target-tracking') throw new Error('only target tracking has a target');
  return Math.ceil(requestsPerMinute / (policy.target * (load[0]?.servedPerInstancePerMinute ?? Number.NaN)));
};

/** Give the fleet the size that a load needs at its target, so that nothing is due when a scenario begins. */
export const sizeAtTargetFor = (world: World, requestsPerMinute: number): Promise<void> => {
  const served = world.tier().load[0]?.servedPerInstancePerMinute ?? Number.NaN;
  return world.rehearsal.sizeFor(world.tier(), sizeAtTarget(world.tier(), requestsPerMinute) * served);
};

/** Instances that Auto Scaling has in service, healthy in its own eyes. */
export const inService = (world: World, group = 'rubato-demo-web'): number =>
  [...(world.cloud.autoscaling.group(group)?.members.values() ?? [])].filter(
    ({ lifecycleState }) => lifecycleState === 'InService',
  ).length;

/** Publish a plain metric of a tier's load, as the blueprints of the tests name it, at the end of each minute. */
export const publishOrders = (world: World, tierId: string, ordersAfter: (minutes: number) => number): void => {
  const startMs = world.nowMs;
  const firstMs = Math.ceil((startMs + 1) / MINUTE_MS) * MINUTE_MS;
  world.cloud.kernel.clock.every(MINUTE_MS, firstMs, () => {
    const minuteMs = world.nowMs - MINUTE_MS;
    return world.cloud.call('monitoring', 'PutMetricData', {
      Namespace: 'Shop',
      MetricData: [
        {
          MetricName: 'Orders',
          Dimensions: [{ Name: 'Tier', Value: tierId }],
          Timestamp: new Date(minuteMs),
          Value: ordersAfter((minuteMs - startMs) / MINUTE_MS),
        },
      ],
    });
  });
};
