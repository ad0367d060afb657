import type { Blueprint } from '../../core/blueprint/model.ts';
import { DynamoEnvironmentStore } from '../../functions/adapters/dynamo-environment-store.ts';
import { DynamoTierStore } from '../../functions/adapters/dynamo-tier-store.ts';
import type { Group } from '../../functions/ports/fleets.ts';
import {
  aBlueprint,
  aGroup,
  aHold,
  anEnvironmentHold,
  anEnvironmentState,
  aTier,
  aTierState,
  INSTALLATION,
  NOW_MS,
} from '../fakes/builders.ts';
import { type Rehearsal, rehearsal } from './rehearsal.ts';

/** What both state machines are started with. */
export const INPUT = {
  environmentId: 'staging',
  epoch: 3,
  attempt: 1,
  reason: 'schedule-stops',
  lookSeconds: 15,
  stageDeadlineSeconds: 900,
  leaseSeconds: 300,
  forecasts: {},
};

/** A group of the environment `staging`. */
export const staged = (name: string, stage: string, size: number, changes: Partial<Group> = {}): Group =>
  aGroup(name, size, {
    min: Math.min(1, size),
    max: 5,
    tags: { 'rubato:installation': INSTALLATION, 'rubato:environment': 'staging', 'rubato:stage': stage },
    ...changes,
  });

/** Minimum, maximum and desired capacity, by group. */
export const sizesOf = ({ fleets }: Rehearsal) =>
  Object.fromEntries([...fleets.groups.values()].map(({ name, min, max, desired }) => [name, [min, max, desired]]));

/** Groups in the order in which they were resized. */
export const resized = ({ effects }: Rehearsal) =>
  effects.map(({ action, arguments: given }) => `${action} ${String(given['AutoScalingGroupName'])}`);

/** The tier `shop` sizes the group `staging-web`. */
export const BLUEPRINT = aBlueprint([aTier({ id: 'shop', group: 'staging-web' })]);

/** The environment and its tier as the decision left them, with the switch on. */
export async function open(blueprint: Blueprint, ...groups: readonly Group[]): Promise<Rehearsal> {
  const world = await rehearsal(blueprint, ...groups);
  await world.throwSwitch('on');
  await new DynamoTierStore(world.table).record(aHold(aTierState({ tierId: 'shop' })), 'on', NOW_MS);
  const state = anEnvironmentState({ savedSizes: {}, override: null });
  await new DynamoEnvironmentStore(world.table).record(anEnvironmentHold(state), 'on', NOW_MS);
  return world;
}
