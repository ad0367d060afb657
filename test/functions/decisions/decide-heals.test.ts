import { beforeEach, describe, expect, it, vi } from 'vitest';
import { decideHeals } from '../../../functions/decisions/decide-heals.ts';
import { findTier } from '../../../functions/decisions/find-tier.ts';
import { onHealthSweep } from '../../../functions/triggers/on-health-sweep/handler.ts';
import { onInstanceEvent } from '../../../functions/triggers/on-instance-event/handler.ts';
import { aBlueprint, aGroup, aMember, aTier, MINUTE_MS, NOW_MS, TARGET_GROUP_ARN } from '../../fakes/builders.ts';
import { FixedClock } from '../../fakes/fixed-clock.ts';
import { MemoryFleets } from '../../fakes/memory-fleets.ts';
import { MemoryHealingStore } from '../../fakes/memory-healing-store.ts';
import { MemoryInstanceStatus } from '../../fakes/memory-instance-status.ts';
import { MemoryLoadBalancers } from '../../fakes/memory-load-balancers.ts';
import { RecordingLog } from '../../fakes/recording-log.ts';
import { RecordingWorkflows } from '../../fakes/recording-workflows.ts';

const BAD = aMember(2).instanceId;

function healingOf(size = 6) {
  const healing = {
    blueprint: aBlueprint([aTier(), aTier({ id: 'unhealed', healing: null })]),
    clock: new FixedClock(),
    healing: new MemoryHealingStore(),
    fleets: new MemoryFleets(aGroup('group-of-web', size, { targetGroupArns: [TARGET_GROUP_ARN] })),
    loadBalancers: new MemoryLoadBalancers(),
    statuses: new MemoryInstanceStatus(),
    workflows: new RecordingWorkflows(),
  };
  for (let number = 1; number <= size; number++) {
    healing.loadBalancers.setHealth(TARGET_GROUP_ARN, aMember(number).instanceId, 'healthy');
  }
  return healing;
}

describe('a beat over the health of tiers', () => {
  let healing: ReturnType<typeof healingOf>;
  const sweep = (log = new RecordingLog()) =>
    decideHeals(healing, { tierIds: ['unhealed', 'web'], mayGlance: true }, log);
  const sweepFor = async (minutes: number) => {
    for (let minute = 0; minute < minutes; minute++) {
      healing.clock.atMs += MINUTE_MS;
      await sweep();
    }
  };

  beforeEach(() => {
    healing = healingOf();
  });

  it('replaces an instance that has been bad for long enough', async () => {
    healing.loadBalancers.setHealth(TARGET_GROUP_ARN, BAD, 'unhealthy', 'Target.Timeout');
    expect(await sweep()).toMatchObject({ decided: 1, started: 0 });
    await sweepFor(1);
    const replacedAtS = NOW_MS / 1000 + 60;
    expect(healing.workflows.started).toMatchObject([
      {
        workflow: 'heal-instance',
        name: `web-${replacedAtS}`,
        input: {
          tierId: 'web',
          group: 'group-of-web',
          instanceId: BAD,
          epoch: replacedAtS,
          desired: 6,
          inService: [1, 2, 3, 4, 5, 6].map((number) => aMember(number).instanceId),
          leaseSeconds: 380,
        },
      },
    ]);
    expect(healing.healing.states.get('web')).toMatchObject({
      epoch: replacedAtS,
      leaseUntilMs: NOW_MS + MINUTE_MS + 110_000,
    });
  });

  it('believes the status checks of EC2 as well, which it reads at least each 5 minutes', async () => {
    await sweepFor(1);
    healing.statuses.exceptions.set(BAD, 'impaired');
    await sweepFor(6);
    expect(healing.workflows.started[0]).toMatchObject({ workflow: 'heal-instance', input: { instanceId: BAD } });
  });

  it.each([
    { when: 'all is well', change: () => undefined, looks: 2 },
    { when: 'a target group cannot be read', change: () => healing.loadBalancers.health.clear(), looks: 10 },
    {
      when: 'a target group finds an instance unhealthy',
      change: () => healing.loadBalancers.setHealth(TARGET_GROUP_ARN, BAD, 'unhealthy'),
      looks: 10,
    },
  ])('reads groups and status checks $looks times in 10 minutes when $when', async ({ change, looks }) => {
    await sweep();
    change();
    healing.fleets.calls.length = 0;
    const read = vi.spyOn(healing.statuses, 'of');
    await sweepFor(10);
    expect(read).toHaveBeenCalledTimes(looks);
    expect(healing.fleets.calls).toHaveLength(looks);
  });

  it('reads a group without a target group and its status checks each minute', async () => {
    healing.fleets.put(aGroup('group-of-web', 6));
    const read = vi.spyOn(healing.statuses, 'of');
    await sweepFor(10);
    expect(read).toHaveBeenCalledTimes(10);
    expect(healing.fleets.calls).toHaveLength(10);
  });

  it('replaces nothing when the target group could not be read', async () => {
    healing.loadBalancers.health.clear();
    await sweepFor(5);
    expect(healing.workflows.started).toEqual([]);
  });

  it('brakes and says so once when many are bad', async () => {
    for (const number of [1, 2, 3])
      healing.loadBalancers.setHealth(TARGET_GROUP_ARN, aMember(number).instanceId, 'unhealthy');
    const log = new RecordingLog();
    await sweep(log);
    await sweep(log);
    expect(log.lines.filter(({ level }) => level === 'error')).toMatchObject([{ message: 'healing brakes' }]);
    expect(healing.workflows.started).toEqual([]);
  });

  it('says once, as an error, that it gave up', async () => {
    healing.loadBalancers.setHealth(TARGET_GROUP_ARN, BAD, 'unhealthy');
    await sweep();
    const state = healing.healing.states.get('web');
    if (state === undefined) throw new Error('nothing was stored');
    healing.healing.states.set('web', { ...state, attempts: { [BAD]: 8 } });
    healing.clock.atMs += MINUTE_MS;
    const log = new RecordingLog();
    await sweep(log);
    await sweep(log);
    expect(log.lines).toMatchObject([
      { level: 'error', message: 'blocked', fields: { tierId: 'web', reason: 'attempts-exhausted' } },
    ]);
  });

  it('looks each minute at what is well, and writes nothing but an entry of the trail each hour', async () => {
    const look = vi.spyOn(healing.loadBalancers, 'healthOf');
    await sweepFor(131);
    expect(look.mock.calls.filter(([arns]) => arns.length > 0).length).toBeGreaterThanOrEqual(131);
    expect(healing.healing.states.get('web')?.revision).toBe(3);
    expect(healing.healing.trail).toHaveLength(3);
  });

  it('gives an instance its warm-up before it believes a target group', async () => {
    healing.loadBalancers.setHealth(TARGET_GROUP_ARN, BAD, 'unhealthy', 'Target.FailedHealthChecks');
    healing.statuses.launchedAtMs.set(BAD, NOW_MS);
    await sweepFor(3);
    expect(healing.workflows.started).toEqual([]);
    await sweepFor(4);
    expect(healing.workflows.started[0]).toMatchObject({ workflow: 'heal-instance', input: { instanceId: BAD } });
  });

  it('holds while the environment of the tier is not awake', async () => {
    healing.healing.suspended.add('web');
    healing.statuses.exceptions.set(BAD, 'impaired');
    await sweepFor(5);
    expect(healing.workflows.started).toEqual([]);
    expect(healing.healing.trail).toMatchObject([{ reason: 'asleep' }]);
  });

  it('reads the switch and nothing else when it is off', async () => {
    healing.healing.mode = 'off';
    expect(await sweep()).toMatchObject({ mode: 'off' });
    expect([healing.fleets.calls, healing.loadBalancers.calls]).toEqual([[], []]);
  });

  it('looks at nothing when the group does not exist', async () => {
    healing.fleets.groups.clear();
    expect(await sweep()).toMatchObject({ decided: 0, failed: 0 });
  });
});

describe('a sweep of health', () => {
  it('looks at each tier in one shard of three, and at no tier twice', async () => {
    const ids = Array.from({ length: 10 }, (_, index) => `tier-${index}`);
    const healing = { ...healingOf(), blueprint: aBlueprint(ids.map((id) => aTier({ id }))) };
    for (const id of ids) healing.fleets.put(aGroup(`group-of-${id}`, 1));
    const decided: number[] = [];
    for (let shard = 0; shard < 3; shard++) {
      decided.push((await onHealthSweep(healing, new RecordingLog())({ shard, shards: 3 })).decided);
    }
    expect(decided).toEqual([4, 3, 3]);
    expect([...healing.healing.states.keys()].sort()).toEqual(ids);
  });
});

describe('an event about an instance', () => {
  const subjects = [
    { what: 'the alarm of a tier', subject: { alarmName: 'rubato-demo-unhealthy-web' }, tierId: 'web' },
    { what: 'an alarm of no tier', subject: { alarmName: 'rubato-demo-unhealthy-gone' }, tierId: null },
    { what: 'the group of a tier', subject: { group: 'group-of-web' }, tierId: 'web' },
    { what: 'a member of a tier', subject: { instanceId: BAD }, tierId: 'web' },
    { what: 'the group of a tier that is not healed', subject: { group: 'group-of-unhealed' }, tierId: null },
    { what: 'a group of nobody', subject: { group: 'other' }, tierId: null },
    { what: 'an instance of nobody', subject: { instanceId: 'i-0' }, tierId: null },
  ];

  it.each(subjects)('that names $what is about $tierId', async ({ subject, tierId }) => {
    expect(await findTier(subject, healingOf())).toBe(tierId);
  });

  it('is not looked up with the switch off', async () => {
    const healing = healingOf();
    healing.healing.mode = 'off';
    expect(await findTier({ instanceId: BAD }, healing)).toBeNull();
    expect(healing.fleets.calls).toEqual([]);
  });

  it('has its tier looked at', async () => {
    const healing = healingOf();
    const react = onInstanceEvent(healing, new RecordingLog());
    expect(await react({ atMs: NOW_MS, subject: { group: 'group-of-web' } })).toMatchObject({ decided: 1 });
  });

  it('is dropped with a line in the log once it is 5 minutes old', async () => {
    const log = new RecordingLog();
    const healing = healingOf();
    const react = onInstanceEvent(healing, log);
    const atMs = NOW_MS - 5 * MINUTE_MS - 1;
    expect(await react({ atMs, subject: { group: 'group-of-web' } })).toMatchObject({ mode: 'expired' });
    expect(log.lines).toMatchObject([{ fields: { ageSeconds: 300 } }]);
    expect(healing.healing.states.size).toBe(0);
  });
});
