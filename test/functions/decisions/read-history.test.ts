import { describe, expect, it } from 'vitest';
import { HISTORY_MS } from '../../../core/scaling/rebuild-history.ts';
import { decideTiers } from '../../../functions/decisions/decide-tiers.ts';
import { orderedTierIds } from '../../../functions/decisions/shards.ts';
import type { LoadReading } from '../../../functions/ports/load-metrics.ts';
import { aBlueprint, aGroup, aTier, LOAD_BALANCER, MINUTE_MS, NOW_MS, TARGET_GROUP_ARN } from '../../fakes/builders.ts';
import { FixedClock } from '../../fakes/fixed-clock.ts';
import { MemoryFleets } from '../../fakes/memory-fleets.ts';
import { MemoryLoadBalancers } from '../../fakes/memory-load-balancers.ts';
import { MemoryLoadMetrics } from '../../fakes/memory-load-metrics.ts';
import { MemoryTierStore } from '../../fakes/memory-tier-store.ts';
import { RecordingLog } from '../../fakes/recording-log.ts';
import { RecordingWorkflows } from '../../fakes/recording-workflows.ts';

/** Whether it is of weeks, not of the present. */
const isOfWeeks = ({ samples }: LoadReading): boolean => samples.length > 1_000;

const policy = { type: 'adaptive', unservedPrice: 100 } as const;

function shop(...ids: string[]) {
  const tiers = ids.map((id) =>
    aTier({ id, group: `group-of-${id}`, policy, guards: { errorRate: 0.02, p95LatencyMs: null } }),
  );
  const sizing = {
    blueprint: aBlueprint(tiers),
    clock: new FixedClock(),
    tiers: new MemoryTierStore(),
    fleets: new MemoryFleets(...tiers.map(({ group }) => aGroup(group, 4, { targetGroupArns: [TARGET_GROUP_ARN] }))),
    loadBalancers: new MemoryLoadBalancers(),
    metrics: new MemoryLoadMetrics(),
    workflows: new RecordingWorkflows(),
  };
  sizing.loadBalancers.names.set(TARGET_GROUP_ARN, LOAD_BALANCER);
  for (const id of ids) sizing.metrics.requestsPerMinute.set(id, 3_000);
  const log = new RecordingLog();
  const sweep = (mayRemove = true) =>
    decideTiers(sizing, { tierIds: orderedTierIds(sizing.blueprint.tiers), mayRemove }, log);
  /** Tiers whose last weeks were read, oldest first. */
  const told = () =>
    sizing.metrics.requests
      .filter(({ sinceMs }) => sinceMs <= NOW_MS - HISTORY_MS + 60 * MINUTE_MS)
      .map(({ tier }) => tier);
  return { sizing, log, sweep, told };
}

describe('the weeks before', () => {
  it('are read for one tier after the other, until all know them, and never again', async () => {
    const { sizing, sweep, told } = shop('api', 'jobs', 'web');
    for (let minute = 0; minute < 6; minute += 1) {
      await sweep();
      sizing.clock.atMs += MINUTE_MS;
    }
    expect(new Set(told().map(({ id }) => id))).toEqual(new Set(['api', 'jobs', 'web']));
    expect(told()).toHaveLength(3);
    expect([...sizing.tiers.states.values()].map(({ history }) => history)).toEqual(['read', 'read', 'read']);
    // 14 days and two hours of minutes, the hour that has not finished left out.
    expect(sizing.tiers.seasons.get('web')?.length).toBe(4 + 338 * 148);
  });

  it('are read in the same minute whatever the shards', async () => {
    const ids = ['api', 'jobs', 'web'];
    const toldIn = async (shards: readonly (readonly string[])[]) => {
      const { sizing, told } = shop(...ids);
      const minutes: string[][] = [];
      for (let minute = 0; minute < 3; minute += 1) {
        const before = told().length;
        for (const tierIds of shards) await decideTiers(sizing, { tierIds, mayRemove: true }, new RecordingLog());
        minutes.push(
          told()
            .slice(before)
            .map(({ id }) => id),
        );
        sizing.clock.atMs += MINUTE_MS;
      }
      return minutes;
    };
    const together = await toldIn([ids]);
    expect(together.map(({ length }) => length)).toEqual([1, 1, 1]);
    expect(await toldIn([['api'], ['jobs'], ['web']])).toEqual(together);
  });

  it('are not asked for what only the present is judged by', async () => {
    const { sweep, told } = shop('web');
    await sweep();
    expect(told()[0]?.guards).toEqual({ errorRate: null, p95LatencyMs: null });
  });

  it('do not keep an alarm waiting', async () => {
    const { sweep, told } = shop('web');
    await sweep(false);
    expect(told()).toEqual([]);
  });

  it('keep no other tier waiting, however long they take', async () => {
    const { sizing, sweep } = shop('api', 'web');
    const asked = Promise.withResolvers<void>();
    const answered = Promise.withResolvers<void>();
    sizing.metrics.answers.set('api', async (reading) => {
      if (!isOfWeeks(reading)) return reading;
      asked.resolve();
      await answered.promise;
      return reading;
    });
    sizing.clock.atMs = Math.ceil(NOW_MS / (2 * MINUTE_MS)) * 2 * MINUTE_MS;
    const report = sweep();
    await asked.promise;
    expect([...sizing.tiers.states.keys()]).toEqual(['web']);
    answered.resolve();
    expect(await report).toMatchObject({ decided: 2, failed: 0 });
    expect(sizing.tiers.states.get('api')?.history).toBe('read');
  });

  it('are read again when the season goes, and the rest of the state stays', async () => {
    const { sizing, sweep, told } = shop('web');
    await sweep();
    const season = sizing.tiers.seasons.get('web');
    sizing.tiers.seasons.delete('web');
    sizing.clock.atMs += MINUTE_MS;
    const before = sizing.tiers.states.get('web');
    await sweep();
    expect(told()).toHaveLength(2);
    expect(sizing.tiers.seasons.get('web')?.length).toBe(season?.length);
    expect(sizing.tiers.states.get('web')).toMatchObject({ history: 'read', target: before?.target });
  });

  const silent = (reading: LoadReading): LoadReading => ({
    ...reading,
    samples: reading.samples.map((sample) => ({ ...sample, values: [null] })),
  });
  it.each([
    ['a tier that is new', 'unread', 'have no load', silent],
    [
      'a tier that is new',
      'unread',
      'were not read whole',
      (reading: LoadReading) => ({ ...reading, isComplete: false }),
    ],
    ['a tier that lost its season', 'lost', 'have no load', silent],
    [
      'a tier that lost its season',
      'lost',
      'were not read whole',
      (reading: LoadReading) => ({ ...reading, isComplete: false }),
    ],
  ] as const)('of %s (%s) change nothing when they %s, and are read again', async (_, history, __, answer) => {
    const { sizing, sweep, told } = shop('web');
    // What it knows, from two sweeps that were told nothing.
    await sweep(false);
    sizing.clock.atMs += MINUTE_MS;
    await sweep(false);
    const known = sizing.tiers.states.get('web');
    if (known !== undefined) sizing.tiers.states.set('web', { ...known, history });
    if (history === 'lost') sizing.tiers.seasons.delete('web');
    sizing.metrics.answers.set('web', (reading) => (isOfWeeks(reading) ? answer(reading) : reading));
    expect(await sweep()).toMatchObject({ decided: 1, failed: 0 });
    expect(told()).toHaveLength(1);
    const { policyState, lastTickMs, seasonHour } = known ?? {};
    expect(sizing.tiers.states.get('web')).toMatchObject({ history, policyState, lastTickMs, seasonHour });
    sizing.metrics.answers.clear();
    await sweep();
    expect(told()).toHaveLength(2);
    expect(sizing.tiers.states.get('web')?.history).toBe('read');
  });

  it('are not asked for while the load balancer that knows them is not found', async () => {
    const { sizing, sweep, told } = shop('web');
    sizing.loadBalancers.failure = new Error('slow down');
    await sweep();
    expect(told()).toEqual([]);
    expect(sizing.tiers.states.get('web')?.history).toBe('unread');
    sizing.loadBalancers.failure = null;
    await sweep();
    expect(told()).toHaveLength(1);
  });

  it('that cannot be read keep neither the tier from its decision nor other tiers from theirs', async () => {
    const { sizing, log, sweep, told } = shop('api', 'web');
    sizing.metrics.answers.set('api', (reading) => (isOfWeeks(reading) ? new Error('no such metric') : reading));
    for (let minute = 0; minute < 4; minute += 1) {
      expect(await sweep()).toMatchObject({ failed: 0, decided: 2 });
      sizing.clock.atMs += MINUTE_MS;
    }
    expect(told().filter(({ id }) => id === 'web')).toHaveLength(1);
    expect(sizing.tiers.states.get('web')?.history).toBe('read');
    expect(sizing.tiers.states.get('api')?.history).toBe('unread');
    expect(log.lines.some(({ message }) => message === 'the load of the last weeks could not be read')).toBe(true);
  });
});
