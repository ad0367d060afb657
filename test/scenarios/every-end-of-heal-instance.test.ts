import { describe, expect, it } from 'vitest';
import { AwsError, type Faults } from '../../local/kernel.ts';
import { firstEvidence, hang, openShopOf, storedItem, toldEvents } from './shop.ts';
import { executionsOf } from './watched-world.ts';
import type { World, WorldSettings } from './world.ts';

const outcomes = (world: World) => executionsOf(world, 'heal-instance').map(({ output }) => output);
const healing = (world: World) => storedItem(world, 'TIER#web', 'HEALING');

/** A tier of three with one that hangs, up to the moment in which its replacement is under way. */
const healingWorld = async (settings: WorldSettings = {}): Promise<{ readonly world: World; readonly bad: string }> => {
  const world = await openShopOf(3, settings);
  const [bad] = hang(world);
  if (bad === undefined) throw new Error('nothing hangs');
  await world.cloud.advance(120_000);
  return { world, bad };
};

const refusing = (operation: string): NonNullable<WorldSettings['faults']> => {
  const interrupt: Faults['interrupt'] = (call) =>
    call.operation === operation ? new AwsError('ValidationError', 'no') : undefined;
  return { interrupt };
};

describe('an execution of heal-instance', () => {
  it('ends as replaced, with the lease given back and the evidence kept', async () => {
    const { world, bad } = await healingWorld();
    await world.advanceMinutes(4);
    expect(outcomes(world)).toEqual([{ outcome: 'replaced' }]);
    expect(await healing(world)).not.toHaveProperty('leaseUntil');
    expect(await firstEvidence(world)).toMatchObject({
      instanceId: bad,
      reason: 'target-unhealthy',
      outcome: 'replaced',
      console: expect.any(String),
    });
    expect(toldEvents(world, 'Instance Replaced')).toMatchObject([{ instanceId: bad, outcome: 'replaced' }]);
  });

  it('ends as not-healthy by its deadline when the replacement never serves, and that is then the bad one', async () => {
    const world = await openShopOf(3);
    world.cloud.ec2.breakBoots(world.tier().group, 1);
    const [bad] = hang(world);
    await world.advanceMinutes(12);
    const [first, second] = executionsOf(world, 'heal-instance');
    expect(first).toMatchObject({ input: { instanceId: bad }, output: { outcome: 'not-healthy' } });
    expect(await firstEvidence(world)).toMatchObject({ outcome: 'not-healthy' });
    expect(toldEvents(world, 'Instance Not Replaced')).toMatchObject([{ instanceId: bad, outcome: 'not-healthy' }]);
    await world.advanceMinutes(5);
    expect(second?.startedAtMs).toBeGreaterThanOrEqual(first?.endedAtMs ?? Number.NaN);
    expect(outcomes(world)).toEqual([{ outcome: 'not-healthy' }, { outcome: 'replaced' }]);
  });

  it('ends as still-there by its deadline when the group does not let go', async () => {
    const world = await openShopOf(3);
    await world.cloud.call('autoscaling', 'SuspendProcesses', {
      AutoScalingGroupName: world.tier().group,
      ScalingProcesses: ['ReplaceUnhealthy'],
    });
    const [bad] = hang(world);
    await world.advanceMinutes(12);
    const [first] = executionsOf(world, 'heal-instance');
    expect(first).toMatchObject({ input: { instanceId: bad }, output: { outcome: 'still-there' } });
    expect(await firstEvidence(world)).toMatchObject({ outcome: 'still-there' });
    expect(toldEvents(world, 'Instance Not Replaced')[0]).toMatchObject({ instanceId: bad, outcome: 'still-there' });
  });

  it('ends as superseded once a newer replacement holds the tier, whose lease it leaves alone', async () => {
    const { world } = await healingWorld();
    const { epoch } = await healing(world);
    const leaseUntil = new Date(world.nowMs + 3_600_000).toISOString();
    await world.cloud.call('dynamodb', 'UpdateItem', {
      TableName: world.rehearsal.tableName,
      Key: { pk: { S: 'TIER#web' }, sk: { S: 'HEALING' } },
      UpdateExpression: 'SET epoch = epoch + :one, revision = revision + :one, leaseUntil = :until',
      ExpressionAttributeValues: { ':one': { N: '1' }, ':until': { S: leaseUntil } },
    });
    await world.advanceMinutes(1);
    expect(outcomes(world)).toEqual([{ outcome: 'superseded' }]);
    expect(await healing(world)).toMatchObject({ epoch: Number(epoch) + 1, leaseUntil });
    expect(toldEvents(world, 'Instance Not Replaced')).toMatchObject([{ outcome: 'superseded' }]);
  });

  it('ends as stopped-by-switch at its next step once the switch is off', async () => {
    const { world } = await healingWorld();
    await world.rehearsal.throwSwitch('off');
    await world.advanceMinutes(1);
    expect(outcomes(world)).toEqual([{ outcome: 'stopped-by-switch' }]);
    expect(await healing(world)).not.toHaveProperty('leaseUntil');
    expect(await firstEvidence(world)).toMatchObject({ outcome: 'stopped-by-switch' });
    expect(toldEvents(world, 'Instance Not Replaced')).toMatchObject([{ outcome: 'stopped-by-switch' }]);
  });

  it('ends as asleep when the tier is suspended between the decision and the first step', async () => {
    let world: World | undefined;
    const interrupt: Faults['interrupt'] = ({ operation }) => {
      if (operation !== 'GetConsoleOutput' || world === undefined) return undefined;
      void world.cloud.call('dynamodb', 'UpdateItem', {
        TableName: world.rehearsal.tableName,
        Key: { pk: { S: 'TIER#web' }, sk: { S: 'STATE' } },
        UpdateExpression: 'SET suspendedBy = :by, targetVersion = targetVersion + :one, revision = revision + :one',
        ExpressionAttributeValues: { ':by': { S: 'staging' }, ':one': { N: '1' } },
      });
      return undefined;
    };
    world = await openShopOf(3, { faults: { interrupt } });
    const [bad] = hang(world);
    await world.advanceMinutes(4);
    expect(outcomes(world)).toEqual([{ outcome: 'asleep' }]);
    expect(world.cloud.ec2.instance(bad ?? '')?.state).toBe('running');
    expect(await healing(world)).not.toHaveProperty('leaseUntil');
  });

  it('replaces also when the console cannot be read', async () => {
    const { world, bad } = await healingWorld({ faults: refusing('GetConsoleOutput') });
    await world.advanceMinutes(4);
    expect(outcomes(world)).toEqual([{ outcome: 'replaced' }]);
    const console = expect.stringMatching(/^not read: Ec2\.\w+: no/);
    expect(await firstEvidence(world)).toMatchObject({ instanceId: bad, console, outcome: 'replaced' });
  });

  it('ends as call-failed when Auto Scaling refuses, frees the lease, and leaves the instance', async () => {
    const { world, bad } = await healingWorld({ faults: refusing('SetInstanceHealth') });
    await world.advanceMinutes(2);
    expect(outcomes(world)[0]).toEqual({ outcome: 'call-failed' });
    expect(await firstEvidence(world)).toMatchObject({ outcome: 'call-failed' });
    expect(toldEvents(world, 'Instance Not Replaced')[0]).toMatchObject({ instanceId: bad, outcome: 'call-failed' });
    expect(world.cloud.ec2.instance(bad)?.state).toBe('running');
  });
});
