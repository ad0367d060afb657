import { beforeEach, describe, expect, it } from 'vitest';
import { DynamoEnvironmentStore } from '../../functions/adapters/dynamo-environment-store.ts';
import { AwsError } from '../../local/kernel.ts';
import { anEnvironmentHold, NOW_MS } from '../fakes/builders.ts';
import { transactionConflict } from '../fakes/transaction-conflict.ts';
import { BLUEPRINT, INPUT, open, resized, sizesOf, staged } from './environment-fixture.ts';
import type { Rehearsal } from './rehearsal.ts';

const refusal = () => new AwsError('ResourceContention', 'another update is under way');

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

  it('clears the suspension also of a tier whose group has lost its tag or is gone', async () => {
    world.fleets.groups.delete('staging-web');
    expect((await wake()).output).toEqual({ outcome: 'awake' });
    expect(await world.get('TIER#shop')).not.toHaveProperty('suspendedBy');
  });

  it('leaves a tier alone that another environment put to sleep', async () => {
    world.fleets.groups.delete('staging-web');
    await world.suspend('shop', 'other');
    expect((await wake()).output).toEqual({ outcome: 'awake' });
    expect(await world.get('TIER#shop')).toHaveProperty('suspendedBy', 'other');
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

  it('gives a tier what is forecast where it had less', async () => {
    const input = { ...INPUT, forecasts: { 'staging-web': 5 } };
    expect(await world.run('wake-environment', input)).toMatchObject({ output: { outcome: 'awake' } });
    expect(sizesOf(world)).toEqual({ 'staging-app': [1, 5, 2], 'staging-web': [1, 5, 5] });
  });

  it('is done once its last stage is, and asks for nothing more', async () => {
    let asked = 0;
    world.before.set('FindGroups', () => {
      if (++asked > 2) throw new Error('asked once more');
    });
    const { forecasts: _, ...before } = INPUT;
    expect(await world.run('wake-environment', before)).toMatchObject({ output: { outcome: 'awake' } });
    expect(asked).toBe(2);
  });

  it('takes nothing away from a later group that a person raised while the first stage woke', async () => {
    world.before.set('CheckStage', () => {
      if (resized(world).length === 1) world.fleets.put(staged('staging-web', 'web', 6, { min: 0, max: 8 }));
    });
    expect((await wake()).output).toEqual({ outcome: 'awake' });
    expect(sizesOf(world)).toEqual({ 'staging-app': [1, 5, 2], 'staging-web': [0, 8, 6] });
  });

  it('takes nothing away from a group that a person raised meanwhile', async () => {
    world.fleets.put(staged('staging-web', 'web', 6, { min: 0, max: 8 }));
    expect((await wake()).output).toEqual({ outcome: 'awake' });
    expect(sizesOf(world)).toEqual({ 'staging-app': [1, 5, 2], 'staging-web': [0, 8, 6] });
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
    expect(world.events).toMatchObject([{ DetailType: 'Environment Superseded', Detail: { wanted: 'awake' } }]);
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

  it('tells that it is blocked when that cannot be recorded', async () => {
    world.obedience.launches = false;
    world.failAtFirst('RecordBlocked', 99, () => new AwsError('AccessDeniedException', 'no'));
    expect(await wake()).toMatchObject({ status: 'SUCCEEDED', output: { outcome: 'not-running' } });
    expect(world.events).toMatchObject([{ DetailType: 'Environment Blocked', Detail: { outcome: 'not-running' } }]);
  });

  it('stops at the next group once the switch is off, also between two tries of a refused call', async () => {
    const calls = world.failAtFirst('ResizeGroup', 1, refusal);
    world.before.set('ReadSwitchForGroup', async () => {
      if (calls() === 1) await world.throwSwitch('off');
    });
    expect((await wake()).output).toEqual({ outcome: 'stopped-by-switch' });
    expect(world.effects).toEqual([]);
  });
});
