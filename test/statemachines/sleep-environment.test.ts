import { beforeEach, describe, expect, it } from 'vitest';
import { DynamoEnvironmentStore } from '../../functions/adapters/dynamo-environment-store.ts';
import { DynamoTierStore } from '../../functions/adapters/dynamo-tier-store.ts';
import { AwsError } from '../../local/kernel.ts';
import { aBlueprint, aGroup, INSTALLATION } from '../fakes/builders.ts';
import { transactionConflict } from '../fakes/transaction-conflict.ts';
import { BLUEPRINT, INPUT, open, resized, sizesOf, staged } from './environment-fixture.ts';
import type { Rehearsal } from './rehearsal.ts';

const refusal = () => new AwsError('ResourceContention', 'another update is under way');

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
    expect(sizesOf(world)).toEqual({ 'staging-app': [0, 0, 0], 'staging-web': [0, 0, 0], other: [0, 1000, 4] });
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
    expect(world.events).toMatchObject([
      {
        DetailType: 'Environment Superseded',
        Detail: { epoch: 3, attempt: 1, wanted: 'asleep', outcome: 'superseded' },
      },
    ]);
  });

  it.each(['RecordAsleep', 'RecordBlocked'])('tells its outcome when %s fails for good', async (state) => {
    world.failAtFirst(state, 99, () => new AwsError('AccessDeniedException', 'no'));
    if (state === 'RecordBlocked') world.obedience.follows = false;
    const outcome = state === 'RecordBlocked' ? 'not-empty' : 'call-failed';
    expect(await run()).toMatchObject({ status: 'SUCCEEDED', output: { outcome } });
    expect(world.events).toMatchObject([{ DetailType: 'Environment Blocked', Detail: { outcome } }]);
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

  it('gets over a conflict in RenewLease', async () => {
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

  it('makes a refused call at most nine times, each under a claim of its own', async () => {
    const calls = world.failAtFirst('ResizeGroup', 99, refusal);
    const claims = world.failAtFirst('ClaimGroup', 0, transactionConflict);
    expect((await run()).output).toEqual({ outcome: 'call-failed' });
    expect([calls(), claims()]).toEqual([9, 9]);
  });
});
