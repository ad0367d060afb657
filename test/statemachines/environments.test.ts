import { beforeEach, describe, expect, it } from 'vitest';
import type { Blueprint } from '../../core/blueprint/model.ts';
import { DynamoEnvironmentStore } from '../../functions/adapters/dynamo-environment-store.ts';
import { DynamoTierStore } from '../../functions/adapters/dynamo-tier-store.ts';
import type { Group } from '../../functions/ports/fleets.ts';
import { AwsError } from '../../local/kernel.ts';
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
import { transactionConflict } from '../fakes/transaction-conflict.ts';
import { type Rehearsal, rehearsal } from './rehearsal.ts';

const INPUT = {
  environmentId: 'staging',
  epoch: 3,
  attempt: 1,
  reason: 'schedule-stops',
  lookSeconds: 15,
  stageDeadlineSeconds: 900,
  leaseSeconds: 300,
};

const staged = (name: string, stage: string, size: number, changes: Partial<Group> = {}): Group =>
  aGroup(name, size, {
    min: Math.min(1, size),
    max: 5,
    tags: { 'rubato:installation': INSTALLATION, 'rubato:environment': 'staging', 'rubato:stage': stage },
    ...changes,
  });

const sizesOf = ({ fleets }: Rehearsal) =>
  Object.fromEntries([...fleets.groups.values()].map(({ name, min, max, desired }) => [name, [min, max, desired]]));

/** Groups in the order in which they were resized. */
const resized = ({ effects }: Rehearsal) =>
  effects.map(({ action, arguments: given }) => `${action} ${String(given['AutoScalingGroupName'])}`);

/** The tier `shop` sizes the group `staging-web`. */
const BLUEPRINT = aBlueprint([aTier({ id: 'shop', group: 'staging-web' })]);

const refusal = () => new AwsError('ResourceContention', 'another update is under way');

async function open(blueprint: Blueprint, ...groups: readonly Group[]): Promise<Rehearsal> {
  const world = await rehearsal(blueprint, ...groups);
  await world.throwSwitch('on');
  await new DynamoTierStore(world.table).record(aHold(aTierState({ tierId: 'shop' })), 'on', NOW_MS);
  const state = anEnvironmentState({ savedSizes: {}, override: null });
  await new DynamoEnvironmentStore(world.table).record(anEnvironmentHold(state), 'on', NOW_MS);
  return world;
}

describe('sleep-environment', () => {
  let world: Rehearsal;
  const run = () => world.run('sleep-environment', INPUT);
  const environment = () => world.get('ENV#staging');

  beforeEach(async () => {
    world = await open(BLUEPRINT, staged('staging-app', 'app', 2), staged('staging-web', 'web', 3), aGroup('other', 4));
  });

  it('empties the groups, last stage first, and records it', async () => {
    const execution = await run();
    expect(execution).toMatchObject({ status: 'SUCCEEDED', output: { outcome: 'asleep' } });
    expect(resized(world)).toEqual(['updateAutoScalingGroup staging-web', 'updateAutoScalingGroup staging-app']);
    expect(sizesOf(world)).toEqual({ 'staging-app': [0, 5, 0], 'staging-web': [0, 5, 0], other: [0, 1000, 4] });
    expect(await environment()).toMatchObject({ phase: 'asleep', epoch: 3 });
    expect(await environment()).not.toHaveProperty('leaseUntil');
    expect(world.events).toMatchObject([{ DetailType: 'Environment Asleep', Detail: { environmentId: 'staging' } }]);
  });

  it('suspends the tiers among the groups before it saves sizes and touches a group', async () => {
    const seen: unknown[] = [];
    const look = async () => void seen.push((await world.get('TIER#shop'))['suspendedBy']);
    world.before.set('SaveSizes', look);
    world.before.set('ResizeGroup', look);
    await run();
    expect(seen).toEqual(['staging', 'staging', 'staging']);
    expect(await world.get('TIER#shop')).toMatchObject({ targetVersion: 8, revision: 2 });
  });

  it('leaves items that the sweeps can read', async () => {
    await run();
    const environments = await new DynamoEnvironmentStore(world.table).load(['staging']);
    expect(environments.states.get('staging')).toMatchObject({ phase: 'asleep', leaseUntilMs: null });
    const tiers = await new DynamoTierStore(world.table).load(['shop']);
    expect(tiers.states.get('shop')).toMatchObject({ suspendedBy: 'staging' });
  });

  it('saves the sizes once: a second sleep does not overwrite them with zeros', async () => {
    await run();
    await run();
    expect((await environment())['savedSizes']).toEqual({
      'staging-app': { min: 1, max: 5, desired: 2 },
      'staging-web': { min: 1, max: 5, desired: 3 },
    });
  });

  it('does nothing with the switch off, and is blocked for it', async () => {
    await world.throwSwitch('off');
    expect((await run()).output).toEqual({ outcome: 'stopped-by-switch' });
    expect(world.effects).toEqual([]);
    expect(await environment()).toMatchObject({ phase: 'blocked', blockedReason: 'stopped-by-switch' });
    expect(world.events).toMatchObject([
      { DetailType: 'Environment Blocked', Detail: { outcome: 'stopped-by-switch' } },
    ]);
  });

  it('stops at the next group once the switch is off', async () => {
    world.before.set('CheckStage', () => world.throwSwitch('off'));
    await run();
    expect(resized(world)).toEqual(['updateAutoScalingGroup staging-web']);
  });

  it('stops at the next step once a newer wish is recorded, and records nothing over it', async () => {
    world.before.set('CheckStage', () =>
      world.put({ pk: 'ENV#staging', sk: 'STATE', revision: 9, epoch: 4, attempt: 1 }),
    );
    expect((await run()).output).toEqual({ outcome: 'superseded' });
    expect(resized(world)).toEqual(['updateAutoScalingGroup staging-web']);
    expect(await environment()).toEqual({ pk: 'ENV#staging', sk: 'STATE', revision: 9, epoch: 4, attempt: 1 });
  });

  it('changes nothing when no group carries the tag', async () => {
    world.fleets.groups.clear();
    expect((await run()).output).toEqual({ outcome: 'no-groups' });
    expect(await environment()).toMatchObject({ phase: 'blocked', blockedReason: 'no-groups' });
    expect(await world.get('TIER#shop')).not.toHaveProperty('suspendedBy');
  });

  it.each([
    { what: 'belongs to somebody else', tags: { 'rubato:environment': 'staging', 'rubato:stage': 'web' } },
    {
      what: 'is protected',
      tags: {
        'rubato:installation': INSTALLATION,
        'rubato:protect': '',
        'rubato:environment': 'staging',
        'rubato:stage': 'web',
      },
    },
  ])('leaves a group alone that $what', async ({ tags }) => {
    world.fleets.put(staged('staging-web', 'web', 3, { tags }));
    await run();
    expect(resized(world)).toEqual(['updateAutoScalingGroup staging-app']);
  });

  it('is blocked by the deadline of a stage that does not empty, and keeps renewing its lease until then', async () => {
    world.obedience.follows = false;
    const leases = new Set<unknown>();
    world.before.set('CheckStage', async () => void leases.add((await environment())['leaseUntil']));
    expect((await run()).output).toEqual({ outcome: 'not-empty' });
    expect(resized(world)).toEqual(['updateAutoScalingGroup staging-web']);
    expect(await environment()).toMatchObject({ phase: 'blocked', blockedReason: 'not-empty' });
    expect(leases.size).toBeGreaterThan(50);
  });

  it('sleeps as well when none of its groups is a tier', async () => {
    const other = await open(aBlueprint([]), staged('staging-app', 'app', 2));
    expect((await other.run('sleep-environment', INPUT)).output).toEqual({ outcome: 'asleep' });
    expect((await other.run('wake-environment', INPUT)).output).toEqual({ outcome: 'awake' });
  });

  it('is blocked when Auto Scaling refuses a group for good', async () => {
    world.before.set('ResizeGroup', () => {
      throw new AwsError('ValidationError', 'no');
    });
    expect((await run()).output).toEqual({ outcome: 'call-failed' });
  });

  it.each(['SuspendTiers', 'ClaimGroup', 'RecordAsleep'])('gets over four conflicts in %s', async (state) => {
    world.failAtFirst(state, 4, transactionConflict);
    expect((await run()).output).toEqual({ outcome: 'asleep' });
    expect(await world.get('TIER#shop')).toMatchObject({ suspendedBy: 'staging', targetVersion: 8 });
  });

  it('goes on looking after a conflict in RenewLease', async () => {
    let looks = 0;
    world.obedience.follows = false;
    world.before.set('CheckStage', () => {
      if (++looks === 2) world.obedience.follows = true;
      if (looks === 2) world.fleets.put(staged('staging-web', 'web', 0));
    });
    world.failAtFirst('RenewLease', 1, transactionConflict);
    expect((await run()).output).toEqual({ outcome: 'asleep' });
  });

  it('claims again before it repeats a refused call, and leaves the group once a newer wish is recorded', async () => {
    const calls = world.failAtFirst('ResizeGroup', 1, refusal);
    world.before.set('ClaimGroup', async () => {
      if (calls() === 1) await world.put({ pk: 'ENV#staging', sk: 'STATE', revision: 9, epoch: 4, attempt: 1 });
    });
    expect((await run()).output).toEqual({ outcome: 'superseded' });
    expect(world.effects).toEqual([]);
  });

  it('makes a refused call at most five times, each under a claim of its own', async () => {
    const calls = world.failAtFirst('ResizeGroup', 99, refusal);
    const claims = world.failAtFirst('ClaimGroup', 0, transactionConflict);
    expect((await run()).output).toEqual({ outcome: 'call-failed' });
    expect([calls(), claims()]).toEqual([5, 5]);
  });
});

describe('wake-environment', () => {
  let world: Rehearsal;
  const wake = () => world.run('wake-environment', INPUT);
  const environment = () => world.get('ENV#staging');

  beforeEach(async () => {
    world = await open(BLUEPRINT, staged('staging-app', 'app', 2), staged('staging-web', 'web', 3));
    await world.run('sleep-environment', INPUT);
    world.effects.length = 0;
    world.events.length = 0;
  });

  it('gives the groups their exact sizes back, first stage first, and records it', async () => {
    expect(await wake()).toMatchObject({ status: 'SUCCEEDED', output: { outcome: 'awake' } });
    expect(resized(world)).toEqual(['updateAutoScalingGroup staging-app', 'updateAutoScalingGroup staging-web']);
    expect(sizesOf(world)).toEqual({ 'staging-app': [1, 5, 2], 'staging-web': [1, 5, 3] });
    expect(await environment()).toMatchObject({ phase: 'awake', savedSizes: {} });
    expect(world.events).toMatchObject([{ DetailType: 'Environment Awake' }]);
  });

  it('restores the sizes also when the sleep was delivered twice', async () => {
    await world.run('sleep-environment', INPUT);
    await wake();
    expect(sizesOf(world)).toEqual({ 'staging-app': [1, 5, 2], 'staging-web': [1, 5, 3] });
  });

  it('wakes no stage before the one before it is healthy', async () => {
    world.obedience.launches = false;
    let looks = 0;
    world.before.set('CheckStage', () => {
      if (++looks < 4) expect(resized(world)).toEqual(['updateAutoScalingGroup staging-app']);
      if (looks === 4) {
        world.fleets.put(staged('staging-app', 'app', 2));
        world.obedience.launches = true;
      }
    });
    expect((await wake()).output).toEqual({ outcome: 'awake' });
    expect(looks).toBe(5);
  });

  it('clears the suspension of its tiers only at the end, together with the record', async () => {
    const seen: unknown[] = [];
    world.before.set('RecordAwake', async () => void seen.push((await world.get('TIER#shop'))['suspendedBy']));
    const { targetVersion } = await world.get('TIER#shop');
    await wake();
    expect(seen).toEqual(['staging']);
    expect(await world.get('TIER#shop')).not.toHaveProperty('suspendedBy');
    expect((await world.get('TIER#shop'))['targetVersion']).toBe(Number(targetVersion) + 1);
  });

  it('is blocked by the deadline of a stage that does not come up, and its tiers stay suspended', async () => {
    world.obedience.launches = false;
    expect((await wake()).output).toEqual({ outcome: 'not-running' });
    expect(await environment()).toMatchObject({ phase: 'blocked', blockedReason: 'not-running' });
    expect((await environment())['blockedAt']).toBe((await environment())['nextDueAt']);
    expect(await world.get('TIER#shop')).toHaveProperty('suspendedBy', 'staging');
  });

  it('is no longer blocked once another attempt got through', async () => {
    world.obedience.launches = false;
    await wake();
    world.fleets.put(staged('staging-app', 'app', 2));
    world.obedience.launches = true;
    expect((await wake()).output).toEqual({ outcome: 'awake' });
    expect(await environment()).not.toHaveProperty('blockedAt');
    expect(await environment()).not.toHaveProperty('blockedReason');
  });

  it('leaves a group at zero whose size nobody knows', async () => {
    world.fleets.put(staged('staging-worker', 'app', 0));
    expect((await wake()).output).toEqual({ outcome: 'awake' });
    expect(sizesOf(world)).toMatchObject({ 'staging-worker': [0, 5, 0] });
  });

  it('reports that no size is known when none was saved', async () => {
    const store = new DynamoEnvironmentStore(world.table);
    const state = (await store.load(['staging'])).states.get('staging');
    if (state === undefined) throw new Error('no environment');
    await store.record(anEnvironmentHold({ ...state, savedSizes: {} }), 'on', NOW_MS);
    expect((await wake()).output).toEqual({ outcome: 'size-unknown' });
    expect(world.effects).toEqual([]);
  });

  it('does not clear the suspension for a sleep that came in between', async () => {
    world.before.set('RecordAwake', () =>
      world.put({ pk: 'ENV#staging', sk: 'STATE', revision: 99, epoch: 4, attempt: 1 }),
    );
    expect((await wake()).output).toEqual({ outcome: 'superseded' });
    expect(await world.get('TIER#shop')).toHaveProperty('suspendedBy', 'staging');
  });

  it.each(['ClaimGroup', 'RecordAwake'])('gets over four conflicts in %s', async (state) => {
    world.failAtFirst(state, 4, transactionConflict);
    expect((await wake()).output).toEqual({ outcome: 'awake' });
    expect(await world.get('TIER#shop')).not.toHaveProperty('suspendedBy');
  });

  it('gets over four conflicts when it records that it is blocked', async () => {
    world.obedience.launches = false;
    world.failAtFirst('RecordBlocked', 4, transactionConflict);
    expect((await wake()).output).toEqual({ outcome: 'not-running' });
    expect(await environment()).toMatchObject({ phase: 'blocked', blockedReason: 'not-running' });
  });

  it('stops at the next group once the switch is off, also between two tries of a refused call', async () => {
    const calls = world.failAtFirst('ResizeGroup', 1, refusal);
    world.before.set('ClaimGroup', async () => {
      if (calls() === 1) await world.throwSwitch('off');
    });
    expect((await wake()).output).toEqual({ outcome: 'stopped-by-switch' });
    expect(world.effects).toEqual([]);
  });
});
