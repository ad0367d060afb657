import { beforeEach, describe, expect, it } from 'vitest';
import { REPEAT_SECONDS } from '../../core/repeat-seconds.ts';
import { DynamoTierStore } from '../../functions/adapters/dynamo-tier-store.ts';
import { StatesError } from '../../local/asl/states-error.ts';
import { AwsError } from '../../local/kernel.ts';
import { aBlueprint, aGroup, aHold, aMember, aTierState, NOW_MS, TARGET_GROUP_ARN } from '../fakes/builders.ts';
import { transactionConflict } from '../fakes/transaction-conflict.ts';
import { type Rehearsal, rehearsal, transitionsOf } from './rehearsal.ts';

const GROUP = 'group-of-web';
const INPUT = {
  tierId: 'web',
  group: GROUP,
  targetVersion: 7,
  attempt: 2,
  from: 4,
  to: 6,
  reason: 'load-above-target',
  firstLookSeconds: 180,
  lookSeconds: 30,
  deadlineSeconds: 540,
};

const refusal = () => new AwsError('ResourceContention', 'another update is under way');

describe('scale-tier', () => {
  let world: Rehearsal;

  beforeEach(async () => {
    world = await rehearsal(aBlueprint(), aGroup(GROUP, 4));
    await world.throwSwitch('on');
    await new DynamoTierStore(world.table).record(aHold(aTierState({ target: 6, intent: null })), 'on', NOW_MS);
  });

  const outcomeOf = async () => ((await world.get('TIER#web'))['applied'] as { outcome: string }).outcome;
  const run = () => world.run('scale-tier', INPUT);

  it('sets the size, finds the fleet settled at the first look, records and tells it in at most 8 transitions', async () => {
    const execution = await run();
    expect(execution).toMatchObject({ status: 'SUCCEEDED', output: { outcome: 'settled' } });
    expect(world.effects).toEqual([
      {
        action: 'setDesiredCapacity',
        arguments: { AutoScalingGroupName: GROUP, DesiredCapacity: 6, HonorCooldown: false },
      },
    ]);
    expect(await world.get('TIER#web')).toMatchObject({
      revision: 3,
      intent: { size: 6, version: 7 },
      applied: { size: 6, version: 7, outcome: 'settled' },
    });
    expect(world.events).toMatchObject([
      { DetailType: 'Tier Scaled', Source: 'rubato', Detail: { installation: 'demo', tierId: 'web', from: 4, to: 6 } },
    ]);
    expect(transitionsOf(execution)).toBeLessThanOrEqual(8);
  });

  it('leaves an item that the sweep can read', async () => {
    await run();
    const { states } = await new DynamoTierStore(world.table).load(['web']);
    expect(states.get('web')?.applied).toMatchObject({ size: 6, version: 7, outcome: 'settled' });
  });

  it('writes its intent before it acts', async () => {
    let intent: unknown;
    world.before.set('SetDesiredCapacity', async () => {
      intent = (await world.get('TIER#web'))['intent'];
    });
    await run();
    expect(intent).toMatchObject({ size: 6, version: 7, at: '2026-01-05T10:00:00.000Z' });
  });

  it.each(['off', 'dry-run'])('does nothing with the switch at %s, and says so', async (mode) => {
    await world.throwSwitch(mode);
    expect((await run()).output).toEqual({ outcome: 'stopped-by-switch' });
    expect(world.effects).toEqual([]);
    expect(await outcomeOf()).toBe('stopped-by-switch');
  });

  it.each(['getItem', 'updateItem'])(
    'says that a call failed, and does nothing, when its %s is refused for good',
    async (call) => {
      world.before.set(call === 'getItem' ? 'ReadSwitch' : 'ClaimIntent', () => {
        throw new AwsError('AccessDeniedException', 'no');
      });
      expect((await run()).output).toEqual({ outcome: 'call-failed' });
      expect(world.effects).toEqual([]);
    },
  );

  it('does nothing for a target that is old, and leaves the newer one alone', async () => {
    await world.suspend('web', 'staging');
    const before = await world.get('TIER#web');
    expect((await run()).output).toEqual({ outcome: 'superseded' });
    expect(world.effects).toEqual([]);
    expect(await world.get('TIER#web')).toEqual(before);
    expect(world.events).toMatchObject([{ DetailType: 'Tier Not Scaled', Detail: { outcome: 'superseded' } }]);
  });

  it('stops waiting once a newer target is decided', async () => {
    world.obedience.launches = false;
    world.before.set('ProveClaim', () => world.suspend('web', 'staging'));
    const execution = await run();
    expect(execution.output).toEqual({ outcome: 'superseded' });
    expect((execution.endedAtMs ?? 0) - execution.startedAtMs).toBeLessThan(200_000);
  });

  it('stops waiting once the switch is off', async () => {
    world.obedience.launches = false;
    world.before.set('ReadSwitchAtLook', () => world.throwSwitch('off'));
    expect((await run()).output).toEqual({ outcome: 'stopped-by-switch' });
  });

  it('records nothing over a target decided during its last look', async () => {
    world.before.set('RecordOutcome', () => world.suspend('web', 'staging'));
    expect((await run()).output).toEqual({ outcome: 'superseded' });
    expect((await world.get('TIER#web'))['applied']).toMatchObject({ version: 6 });
  });

  it('looks again until the fleet has settled', async () => {
    world.obedience.launches = false;
    let looks = 0;
    world.before.set('CheckFleet', () => {
      if (++looks === 3) world.fleets.put(aGroup(GROUP, 6));
    });
    expect((await run()).output).toEqual({ outcome: 'settled' });
    expect(looks).toBe(3);
  });

  it.each([
    {
      when: 'there is no capacity',
      message: 'We currently do not have sufficient m5.large capacity',
      outcome: 'no-capacity',
    },
    {
      when: 'the quota of the account is used up',
      message: 'You have requested more vCPU capacity than your current vCPU limit of 32 allows',
      outcome: 'quota',
    },
    { when: 'the launch template is broken', message: 'The image id does not exist', outcome: 'launch-failed' },
    { when: 'nothing says why', message: null, outcome: 'unhealthy' },
  ])('ends by its deadline as $outcome when $when', async ({ message, outcome }) => {
    world.obedience.launches = false;
    if (message !== null) world.fleets.failures = [{ atMs: NOW_MS + 1000, message }];
    const execution = await run();
    expect(execution).toMatchObject({ status: 'SUCCEEDED', output: { outcome } });
    expect((execution.endedAtMs ?? 0) - execution.startedAtMs).toBeLessThan(600_000);
    expect(await outcomeOf()).toBe(outcome);
    expect(world.events).toMatchObject([{ DetailType: 'Tier Not Scaled', Detail: { outcome } }]);
  });

  it('is not settled while the target group finds a member unhealthy', async () => {
    const group = aGroup(GROUP, 4, { targetGroupArns: [TARGET_GROUP_ARN] });
    world.fleets.put(group);
    for (let number = 1; number <= 5; number++) {
      world.loadBalancers.setHealth(TARGET_GROUP_ARN, aMember(number).instanceId, 'healthy');
    }
    world.loadBalancers.setHealth(TARGET_GROUP_ARN, aMember(6).instanceId, 'unhealthy', 'Target.Timeout');
    expect((await run()).output).toEqual({ outcome: 'unhealthy' });
  });

  it('records that the call failed when Auto Scaling refuses it for good', async () => {
    world.before.set('SetDesiredCapacity', () => {
      throw new AwsError('ValidationError', 'New SetDesiredCapacity value 6 is above max value 5');
    });
    expect((await run()).output).toEqual({ outcome: 'call-failed' });
    expect(await outcomeOf()).toBe('call-failed');
  });

  it.each(['ClaimIntent', 'RecordOutcome'])('gets over four conflicts in %s', async (state) => {
    const calls = world.failAtFirst(state, 4, transactionConflict);
    expect((await run()).output).toEqual({ outcome: 'settled' });
    expect(calls()).toBe(5);
  });

  it('reads the switch again once a claim has been tried for three seconds', async () => {
    const calls = world.failAtFirst('ClaimIntent', 99, transactionConflict);
    world.before.set('ReadSwitch', async () => {
      if (calls() === 3) await world.throwSwitch('off');
    });
    expect((await run()).output).toEqual({ outcome: 'stopped-by-switch' });
    expect(world.effects).toEqual([]);
  });

  it('looks again after a conflict in ProveClaim, without setting the size again', async () => {
    world.obedience.launches = false;
    const calls = world.failAtFirst('ProveClaim', 1, transactionConflict);
    expect((await run()).output).toEqual({ outcome: 'unhealthy' });
    expect(calls()).toBeGreaterThan(1);
    expect(world.effects).toHaveLength(1);
  });

  it.each([
    new AwsError('ThrottlingException', 'slow down'),
    new AwsError('RequestLimitExceeded', 'slow down'),
    new AwsError('ProvisionedThroughputExceededException', 'slow down'),
    new AwsError('InternalServerError', 'try again', 500),
  ])('gets over $code of DynamoDB', async (error) => {
    world.failAtFirst('ClaimIntent', 2, () => error);
    expect((await run()).output).toEqual({ outcome: 'settled' });
  });

  it('does not try a claim again whose condition failed', async () => {
    await world.suspend('web', 'staging');
    const calls = world.failAtFirst('ClaimIntent', 0, transactionConflict);
    await run();
    expect(calls()).toBe(1);
  });

  it('proves its claim without making a decision stale that was made from the item', async () => {
    world.obedience.launches = false;
    await run();
    expect((await world.get('TIER#web'))['revision']).toBe(3);
  });

  it('gives a sign of life at each look', async () => {
    world.obedience.launches = false;
    const signs: unknown[] = [];
    world.before.set('CheckFleet', async () => {
      const { at } = (await world.get('TIER#web'))['intent'] as { at: string };
      signs.push((Date.parse(at) - NOW_MS) / 1000);
    });
    await run();
    expect(signs.slice(0, 4)).toEqual([0, 180, 210, 240]);
  });

  it('claims again before it repeats a refused call, and does not repeat it for a target that is old by then', async () => {
    const calls = world.failAtFirst('SetDesiredCapacity', 1, refusal);
    world.before.set('ClaimIntent', async () => {
      if (calls() === 1) await world.suspend('web', 'staging');
    });
    expect((await run()).output).toEqual({ outcome: 'superseded' });
    expect(calls()).toBe(1);
    expect(world.effects).toEqual([]);
  });

  it('repeats a refused call until it is taken', async () => {
    world.failAtFirst('SetDesiredCapacity', 4, refusal);
    expect((await run()).output).toEqual({ outcome: 'settled' });
  });

  it('does not repeat a call that could come after its deadline', async () => {
    const calls = world.failAtFirst('SetDesiredCapacity', 99, refusal);
    expect((await world.run('scale-tier', { ...INPUT, deadlineSeconds: REPEAT_SECONDS })).output).toEqual({
      outcome: 'call-failed',
    });
    expect(calls()).toBe(1);
  });

  it('makes a refused call at most nine times, each under a claim of its own', async () => {
    const calls = world.failAtFirst('SetDesiredCapacity', 99, refusal);
    const claims = world.failAtFirst('ClaimIntent', 0, transactionConflict);
    expect((await run()).output).toEqual({ outcome: 'call-failed' });
    expect([calls(), claims()]).toEqual([9, 9]);
  });

  it('fails, which is an alarm, when its outcome cannot be recorded', async () => {
    world.before.set('RecordOutcome', () => {
      throw new AwsError('AccessDeniedException', 'no');
    });
    expect(await run()).toMatchObject({ status: 'FAILED', error: 'OutcomeUnrecorded' });
    expect(world.events).toEqual([]);
  });

  it('keeps its outcome when the event cannot be put', async () => {
    world.before.set('EmitOutcome', () => {
      throw new StatesError('EventBridge.InternalException', 'try later');
    });
    expect((await run()).status).toBe('SUCCEEDED');
    expect(await outcomeOf()).toBe('settled');
  });

  it('has one effect when it is run twice', async () => {
    await run();
    const first = await world.get('TIER#web');
    await run();
    expect(world.fleets.groups.get(GROUP)?.desired).toBe(6);
    expect(await world.get('TIER#web')).toMatchObject({ applied: first['applied'], target: 6 });
  });
});
