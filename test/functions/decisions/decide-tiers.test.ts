import { beforeEach, describe, expect, it } from 'vitest';
import { RubatoError } from '../../../core/errors.ts';
import type { TierState } from '../../../core/scaling/model.ts';
import { decideTiers, type TierSizing } from '../../../functions/decisions/decide-tiers.ts';
import { orderedTierIds } from '../../../functions/decisions/shards.ts';
import { onSweep } from '../../../functions/triggers/on-sweep/handler.ts';
import { aBlueprint, aGroup, aTier, LOAD_BALANCER, MINUTE_MS, NOW_MS, TARGET_GROUP_ARN } from '../../fakes/builders.ts';
import { FixedClock } from '../../fakes/fixed-clock.ts';
import { MemoryFleets } from '../../fakes/memory-fleets.ts';
import { MemoryLoadBalancers } from '../../fakes/memory-load-balancers.ts';
import { MemoryLoadMetrics } from '../../fakes/memory-load-metrics.ts';
import { MemoryTierStore } from '../../fakes/memory-tier-store.ts';
import { RecordingLog } from '../../fakes/recording-log.ts';
import { RecordingWorkflows } from '../../fakes/recording-workflows.ts';

/** Tiers of four instances each, at so many requests a minute. */
function sizingOf(loads: Readonly<Record<string, number>>, size = 4) {
  const tiers = Object.keys(loads).map((id) => aTier({ id, group: `group-of-${id}` }));
  const sizing = {
    blueprint: aBlueprint(tiers),
    clock: new FixedClock(),
    tiers: new MemoryTierStore(),
    fleets: new MemoryFleets(...tiers.map(({ group }) => aGroup(group, size))),
    loadBalancers: new MemoryLoadBalancers(),
    metrics: new MemoryLoadMetrics(),
    workflows: new RecordingWorkflows(),
  };
  for (const [id, load] of Object.entries(loads)) sizing.metrics.requestsPerMinute.set(id, load);
  return sizing satisfies TierSizing;
}

const sweep = (sizing: TierSizing, log = new RecordingLog()) =>
  decideTiers(sizing, { tierIds: orderedTierIds(sizing.blueprint.tiers), mayRemove: true }, log);

describe('a beat over tiers', () => {
  let sizing: ReturnType<typeof sizingOf>;

  beforeEach(() => {
    sizing = sizingOf({ web: 6000 });
  });

  it('turns too much load into a recorded target and one execution', async () => {
    expect(await sweep(sizing)).toEqual({ mode: 'on', decided: 1, started: 1, stale: 0, failed: 0 });
    const state = sizing.tiers.states.get('web');
    expect(state?.target).toBeGreaterThan(4);
    expect(sizing.workflows.started).toMatchObject([
      {
        workflow: 'scale-tier',
        name: `web-${state?.targetVersion}-1`,
        input: {
          tierId: 'web',
          group: 'group-of-web',
          from: 4,
          to: state?.target,
          targetVersion: state?.targetVersion,
          attempt: 1,
          firstLookSeconds: 180,
          deadlineSeconds: 540,
        },
      },
    ]);
    expect(sizing.tiers.trail).toMatchObject([{ action: 'scale', reason: 'load-above-target' }]);
  });

  it('starts one execution for one target, however often it is repeated', async () => {
    await sweep(sizing);
    await sweep(sizing);
    await sweep(sizing);
    expect(sizing.workflows.started).toHaveLength(1);
  });

  it('lets one of two racing beats act', async () => {
    const reports = await Promise.all([sweep(sizing), sweep(sizing)]);
    expect(reports.map(({ started, stale }) => [started, stale])).toEqual([
      [1, 0],
      [0, 1],
    ]);
    expect(sizing.workflows.started).toHaveLength(1);
  });

  it('reads the switch and nothing else when it is off', async () => {
    sizing.tiers.mode = 'off';
    expect(await sweep(sizing)).toEqual({ mode: 'off', decided: 0, started: 0, stale: 0, failed: 0 });
    expect([sizing.tiers.loads, sizing.fleets.calls, sizing.metrics.requests]).toEqual([1, [], []]);
    expect(sizing.tiers.states.size).toBe(0);
  });

  it('decides and records in a dry run, and starts nothing', async () => {
    sizing.tiers.mode = 'dry-run';
    expect(await sweep(sizing)).toMatchObject({ mode: 'dry-run', decided: 1, started: 0 });
    expect(sizing.tiers.states.get('web')).toMatchObject({ revision: 1, target: null });
    expect(sizing.tiers.trail).toMatchObject([{ action: 'hold', reason: 'dry-run' }]);
    expect(sizing.workflows.started).toEqual([]);
  });

  it('falls back on the mode of the blueprint while nobody has thrown the switch', async () => {
    const blueprint = { ...sizing.blueprint, mode: 'off' as const };
    expect(await sweep({ ...sizing, blueprint })).toMatchObject({ mode: 'off' });
  });

  it('holds when the metrics of its tier are refused', async () => {
    sizing.metrics.requestsPerMinute.clear();
    expect(await sweep(sizing)).toMatchObject({ decided: 1, started: 0 });
    expect(sizing.tiers.trail).toMatchObject([{ action: 'hold', reason: 'no-data' }]);
  });

  it('holds the tier whose load could not be read, tells why, and decides the others', async () => {
    const many = sizingOf({ api: 6000, web: 6000 });
    many.metrics.failures.set('api', new Error('slow down'));
    const log = new RecordingLog();
    expect(await sweep(many, log)).toMatchObject({ decided: 2, started: 1, failed: 0 });
    expect(many.tiers.states.get('api')?.lastReason).toBe('no-data');
    expect(log.lines).toContainEqual({
      level: 'error',
      message: 'the load could not be read',
      fields: { tierId: 'api', errorName: 'Error', errorMessage: 'slow down' },
    });
  });

  it('decides the tiers whose load balancers are known while others cannot be looked for', async () => {
    const many = sizingOf({ api: 6000, web: 6000 });
    many.fleets.put(aGroup('group-of-api', 4, { targetGroupArns: [TARGET_GROUP_ARN] }));
    many.loadBalancers.failure = new Error('slow down');
    expect(await sweep(many)).toMatchObject({ decided: 2, failed: 0 });
    many.loadBalancers.failure = null;
    many.clock.atMs = NOW_MS + MINUTE_MS;
    many.loadBalancers.names.set(TARGET_GROUP_ARN, LOAD_BALANCER);
    await sweep(many);
    expect(many.tiers.states.get('api')?.loadBalancer).toEqual(LOAD_BALANCER);
  });

  it('is blocked when the group does not exist', async () => {
    sizing.fleets.groups.clear();
    await sweep(sizing);
    expect(sizing.tiers.trail).toMatchObject([{ action: 'blocked', reason: 'group-missing' }]);
  });

  it('keeps the failure of one tier from the others, and counts it', async () => {
    const many = sizingOf({ api: 6000, web: 6000 });
    many.tiers.unreadable.set('api', new RubatoError('StateUnreadable', 'item TIER#api STATE is broken'));
    const log = new RecordingLog();
    expect(await sweep(many, log)).toMatchObject({ decided: 1, started: 1, failed: 1 });
    expect(log.lines).toContainEqual({
      level: 'error',
      message: 'a decision failed',
      fields: { tierId: 'api', errorName: 'StateUnreadable', errorMessage: 'item TIER#api STATE is broken' },
    });
  });

  it('fails as a whole when every tier fails, and starts the recorded execution at the next beat', async () => {
    sizing.workflows.failure = new Error('Step Functions is down');
    await expect(sweep(sizing)).rejects.toThrow('Step Functions is down');
    sizing.workflows.failure = null;
    sizing.clock.atMs = NOW_MS + MINUTE_MS;
    await sweep(sizing);
    expect(sizing.workflows.started).toHaveLength(1);
  });

  it('finds the load balancer once and remembers it while the group keeps its target group', async () => {
    sizing.fleets.put(aGroup('group-of-web', 4, { targetGroupArns: [TARGET_GROUP_ARN] }));
    sizing.loadBalancers.names.set(TARGET_GROUP_ARN, LOAD_BALANCER);
    await sweep(sizing);
    sizing.clock.atMs = NOW_MS + MINUTE_MS;
    await sweep(sizing);
    expect(sizing.loadBalancers.calls).toEqual(['namesOf']);
    expect(sizing.metrics.requests.map(({ loadBalancer }) => loadBalancer)).toEqual([LOAD_BALANCER, LOAD_BALANCER]);
    sizing.fleets.put(aGroup('group-of-web', 4, { targetGroupArns: ['arn:aws:x:r:a:targetgroup/other/1'] }));
    await sweep(sizing);
    expect(sizing.loadBalancers.calls).toEqual(['namesOf', 'namesOf']);
  });

  it('asks for the minutes after the last one that was fed', async () => {
    await sweep(sizing);
    sizing.clock.atMs = NOW_MS + 3 * MINUTE_MS;
    await sweep(sizing);
    expect(sizing.metrics.requests.map(({ sinceMs }) => sinceMs)).toEqual([NOW_MS - 20 * MINUTE_MS, NOW_MS]);
  });
});

/** What an execution of scale-tier leaves behind. */
function settle({ tiers, fleets, clock }: ReturnType<typeof sizingOf>, state: TierState): void {
  const { target, targetVersion: version, revision } = state;
  if (target === null || state.applied?.version === version) return;
  const applied = { size: target, version, atMs: clock.atMs, outcome: 'settled' } as const;
  tiers.states.set(state.tierId, { ...state, applied, revision: revision + 1 });
  fleets.put(aGroup(`group-of-${state.tierId}`, target));
}

describe('shards', () => {
  const LOADS = Object.fromEntries(Array.from({ length: 23 }, (_, index) => [`tier-${index}`, 300 * (index % 8)]));

  /** Sweep 90 minutes with so many shards; each execution reaches its target at once. */
  async function afterNinetyMinutes(shards: number) {
    const sizing = sizingOf(LOADS, 30);
    for (let minute = 0; minute < 90; minute++) {
      sizing.clock.atMs = NOW_MS + minute * MINUTE_MS;
      for (let shard = 0; shard < shards; shard++) await onSweep(sizing, new RecordingLog())({ shard, shards });
      for (const state of sizing.tiers.states.values()) settle(sizing, state);
    }
    return {
      states: [...sizing.tiers.states].sort(([a], [b]) => (a < b ? -1 : 1)),
      started: sizing.workflows.started.map(({ name }) => name).sort(),
      trail: sizing.tiers.trail.map((entry) => JSON.stringify(entry)).sort(),
    };
  }

  it('give equal results, whether there is 1 or there are 3 or 40', async () => {
    const one = await afterNinetyMinutes(1);
    expect(one.started.length).toBeGreaterThan(20);
    expect(one.trail.some((entry) => entry.includes('all tiers together may lose'))).toBe(true);
    expect(await afterNinetyMinutes(3)).toEqual(one);
    expect(await afterNinetyMinutes(40)).toEqual(one);
  });
});
