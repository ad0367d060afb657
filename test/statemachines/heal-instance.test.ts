import { beforeEach, describe, expect, it } from 'vitest';
import { REPEAT_SECONDS } from '../../core/repeat-seconds.ts';
import { DynamoHealingStore } from '../../functions/adapters/dynamo-healing-store.ts';
import { AwsError } from '../../local/kernel.ts';
import { aBlueprint, aGroup, aHealingHold, aHealingState, aMember, NOW_MS } from '../fakes/builders.ts';
import { transactionConflict } from '../fakes/transaction-conflict.ts';
import { type Rehearsal, rehearsal } from './rehearsal.ts';

const GROUP = 'group-of-web';
const BAD = aMember(2).instanceId;
const INPUT = {
  tierId: 'web',
  group: GROUP,
  instanceId: BAD,
  zone: 'eu-west-1a',
  epoch: 2,
  desired: 3,
  inService: [1, 2, 3].map((number) => aMember(number).instanceId),
  reason: 'target-unhealthy',
  evidence: 'the target group finds it unhealthy',
  lookSeconds: 15,
  deadlineSeconds: 540,
  leaseSeconds: 300,
};

const refusal = () => new AwsError('ResourceContention', 'another update is under way');

describe('heal-instance', () => {
  let world: Rehearsal;
  const run = () => world.run('heal-instance', INPUT);
  const healing = () => world.get('TIER#web', 'HEALING');
  const evidence = () => world.get('TIER#web', 'EVIDENCE#2');

  beforeEach(async () => {
    world = await rehearsal(aBlueprint(), aGroup(GROUP, 3));
    await world.throwSwitch('on');
    await new DynamoHealingStore(world.table).record(aHealingHold(aHealingState()), 'on', NOW_MS);
  });

  it('has the group replace the instance, keeps its size, and records and tells it', async () => {
    expect(await run()).toMatchObject({ status: 'SUCCEEDED', output: { outcome: 'replaced' } });
    expect(world.effects).toEqual([
      {
        action: 'setInstanceHealth',
        arguments: { InstanceId: BAD, HealthStatus: 'Unhealthy', ShouldRespectGracePeriod: false },
      },
    ]);
    expect(world.fleets.groups.get(GROUP)?.desired).toBe(3);
    expect(await healing()).not.toHaveProperty('leaseUntil');
    expect(world.events).toMatchObject([
      { DetailType: 'Instance Replaced', Detail: { instanceId: BAD, tierId: 'web' } },
    ]);
  });

  it('leaves an item that the sweep can read', async () => {
    await run();
    const { tiers } = await new DynamoHealingStore(world.table).load(['web']);
    expect(tiers.get('web')?.state).toMatchObject({ epoch: 2, leaseUntilMs: null, revision: 3 });
  });

  it('keeps the end of the console in the table for a while, and nowhere else', async () => {
    const execution = await run();
    const { console: output, outcome, expiresAt } = await evidence();
    expect(output).toHaveLength(2000);
    expect(output).toMatch(/x panic$/);
    expect(outcome).toBe('replaced');
    expect(Number(expiresAt) - NOW_MS / 1000 - 90 * 24 * 3600).toBe(INPUT.lookSeconds);
    expect(JSON.stringify([world.events, execution.output])).not.toContain('panic');
  });

  it('replaces also when the console cannot be read, and keeps why', async () => {
    world.before.set('CollectEvidence', () => {
      throw new AwsError('UnauthorizedOperation', 'You are not authorized to perform this operation.');
    });
    expect((await run()).output).toEqual({ outcome: 'replaced' });
    expect((await evidence())['console']).toMatch(
      /^not read: Ec2\.\w+: You are not authorized to perform this operation/,
    );
  });

  it('does nothing with the switch off, and frees the lease', async () => {
    await world.throwSwitch('off');
    expect((await run()).output).toEqual({ outcome: 'stopped-by-switch' });
    expect(world.effects).toEqual([]);
    expect(await healing()).not.toHaveProperty('leaseUntil');
    expect(world.events).toMatchObject([{ DetailType: 'Instance Not Replaced' }]);
  });

  it('does nothing once a newer replacement was decided, and leaves its lease alone', async () => {
    await world.put({ pk: 'TIER#web', sk: 'HEALING', revision: 5, epoch: 3, leaseUntil: 'later' });
    expect((await run()).output).toEqual({ outcome: 'superseded' });
    expect(world.effects).toEqual([]);
    expect(await healing()).toMatchObject({ revision: 5, leaseUntil: 'later' });
  });

  it('does nothing while the environment of the tier is not awake', async () => {
    await world.suspend('web', 'staging');
    expect((await run()).output).toEqual({ outcome: 'asleep' });
    expect(world.effects).toEqual([]);
  });

  it('claims before it acts', async () => {
    let lease: unknown;
    world.before.set('SetInstanceHealth', async () => {
      lease = (await healing())['leaseUntil'];
    });
    await run();
    expect(lease).toBe('2026-01-05T10:05:00.000Z');
  });

  it('ends by its deadline when the instance stays, renewing its lease until then', async () => {
    world.obedience.follows = false;
    const leases = new Set<unknown>();
    world.before.set('CheckReplacement', async () => void leases.add((await healing())['leaseUntil']));
    expect((await run()).output).toEqual({ outcome: 'still-there' });
    expect(leases.size).toBeGreaterThan(30);
    expect(await evidence()).toMatchObject({ outcome: 'still-there' });
  });

  it('is not done before the replacement is healthy', async () => {
    let looks = 0;
    const pending = aMember(99, { lifecycleState: 'Pending' });
    world.before.set('CheckReplacement', () => {
      const isUp = ++looks === 4;
      world.fleets.put(aGroup(GROUP, 3, { members: [aMember(1), aMember(3), isUp ? aMember(99) : pending] }));
    });
    expect((await run()).output).toEqual({ outcome: 'replaced' });
    expect(looks).toBe(4);
  });

  it.each(['ClaimReplacement', 'RecordOutcome', 'RecordEvidence'])('gets over four conflicts in %s', async (state) => {
    const calls = world.failAtFirst(state, 4, transactionConflict);
    expect((await run()).output).toEqual({ outcome: 'replaced' });
    expect(calls()).toBe(5);
    expect(await healing()).not.toHaveProperty('leaseUntil');
    expect(await evidence()).toMatchObject({ outcome: 'replaced' });
  });

  it('tells its outcome when RecordEvidence fails for good, and frees the lease', async () => {
    world.failAtFirst('RecordEvidence', 99, () => new AwsError('AccessDeniedException', 'no'));
    expect(await run()).toMatchObject({ status: 'SUCCEEDED', output: { outcome: 'replaced' } });
    expect(world.events).toMatchObject([{ DetailType: 'Instance Replaced' }]);
    expect(await healing()).not.toHaveProperty('leaseUntil');
    expect(await evidence()).not.toHaveProperty('outcome');
  });

  it('fails, which is an alarm, when its outcome cannot be recorded, and keeps the evidence', async () => {
    world.failAtFirst('RecordOutcome', 99, () => new AwsError('AccessDeniedException', 'no'));
    const { status, error } = await run();
    expect([status, error]).toEqual(['FAILED', 'OutcomeUnrecorded']);
    expect(world.events).toEqual([]);
    expect(await healing()).toHaveProperty('leaseUntil');
    expect(await evidence()).toHaveProperty('outcome');
  });

  it('gets over a conflict in RenewLease', async () => {
    let looks = 0;
    world.obedience.follows = false;
    world.before.set('CheckReplacement', () => {
      if (++looks === 3) world.fleets.put(aGroup(GROUP, 3, { members: [aMember(1), aMember(3), aMember(99)] }));
    });
    const calls = world.failAtFirst('RenewLease', 1, transactionConflict);
    expect((await run()).output).toEqual({ outcome: 'replaced' });
    expect(calls()).toBe(3);
    expect(world.effects).toHaveLength(1);
  });

  it('claims again before it repeats a refused call, and leaves the instance once the tier sleeps', async () => {
    const calls = world.failAtFirst('SetInstanceHealth', 1, refusal);
    world.before.set('ClaimReplacement', async () => {
      if (calls() === 1) await world.suspend('web', 'staging');
    });
    expect((await run()).output).toEqual({ outcome: 'asleep' });
    expect(calls()).toBe(1);
    expect(world.effects).toEqual([]);
  });

  it('does not repeat a call that could come after its deadline', async () => {
    const calls = world.failAtFirst('SetInstanceHealth', 99, refusal);
    expect((await world.run('heal-instance', { ...INPUT, deadlineSeconds: REPEAT_SECONDS })).output).toEqual({
      outcome: 'call-failed',
    });
    expect(calls()).toBe(1);
  });

  it('makes a refused call at most nine times, each under a claim of its own', async () => {
    const calls = world.failAtFirst('SetInstanceHealth', 99, refusal);
    const claims = world.failAtFirst('ClaimReplacement', 0, transactionConflict);
    expect((await run()).output).toEqual({ outcome: 'call-failed' });
    expect(await evidence()).toMatchObject({ outcome: 'call-failed' });
    expect([calls(), claims()]).toEqual([9, 9]);
  });
});
