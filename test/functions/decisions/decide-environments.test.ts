import { beforeEach, describe, expect, it } from 'vitest';
import type { Schedule } from '../../../core/blueprint/model.ts';
import { parsePeriod } from '../../../core/blueprint/parse-period.ts';
import type { EnvironmentResult } from '../../../core/environment/model.ts';
import { RubatoError } from '../../../core/errors.ts';
import { decideEnvironments, type EnvironmentCare } from '../../../functions/decisions/decide-environments.ts';
import type { Suspensions } from '../../../functions/ports/suspensions.ts';
import { aBlueprint, anEnvironment, anEnvironmentState, aTier, MINUTE_MS } from '../../fakes/builders.ts';
import { FixedClock } from '../../fakes/fixed-clock.ts';
import { MemoryEnvironmentStore } from '../../fakes/memory-environment-store.ts';
import { MemoryTierStore } from '../../fakes/memory-tier-store.ts';
import { RecordingLog } from '../../fakes/recording-log.ts';
import { RecordingWorkflows } from '../../fakes/recording-workflows.ts';

/** Monday 21:00 in Rome: the office is closed. */
const EVENING_MS = Date.UTC(2026, 0, 5, 20);
const EVENING_S = EVENING_MS / 1000;

const scheduleOf = (period: Parameters<typeof parsePeriod>[0]): Schedule => ({
  timeZone: 'Europe/Rome',
  periods: [parsePeriod(period)],
  calendars: [],
});

describe('a beat over environments', () => {
  let clock: FixedClock;
  let environments: MemoryEnvironmentStore;
  let workflows: RecordingWorkflows;
  let tiers: MemoryTierStore;
  let log: RecordingLog;
  const suspensions: Suspensions = {
    of: async (environmentId, tierIds) => tierIds.filter((id) => tiers.states.get(id)?.suspendedBy === environmentId),
  };
  const sweep = (changes: Partial<EnvironmentCare> = {}) =>
    decideEnvironments(
      {
        blueprint: aBlueprint(),
        blueprintHash: 'a',
        scheduleHashes: { staging: 'office' },
        clock,
        environments,
        workflows,
        suspensions,
        tiers,
        ...changes,
      },
      log,
    );

  beforeEach(() => {
    clock = new FixedClock();
    clock.atMs = EVENING_MS;
    environments = new MemoryEnvironmentStore();
    workflows = new RecordingWorkflows();
    tiers = new MemoryTierStore();
    log = new RecordingLog();
  });

  it('gives the environments of a new blueprint an item, decides them, and registers the blueprint', async () => {
    expect(await sweep()).toEqual({ mode: 'on', decided: 1, started: 1, stale: 0, failed: 0 });
    expect(environments.states.get('staging')).toMatchObject({
      revision: 1,
      phase: 'falling-asleep',
      epoch: EVENING_S,
    });
    expect(environments.registry).toEqual({ blueprintHash: 'a', undecided: [] });
    expect(workflows.started).toMatchObject([
      {
        workflow: 'sleep-environment',
        name: `staging-${EVENING_S}-1`,
        input: { environmentId: 'staging', epoch: EVENING_S, attempt: 1, stageDeadlineSeconds: 900, leaseSeconds: 520 },
      },
    ]);
  });

  it('looks only at what is due', async () => {
    await sweep();
    expect(await sweep()).toMatchObject({ decided: 0 });
    clock.atMs += 10 * MINUTE_MS;
    expect(await sweep()).toMatchObject({ decided: 1 });
  });

  it('trusts the item over an index that lags', async () => {
    await sweep();
    environments.dueIds = async () => ['staging'];
    expect(await sweep()).toMatchObject({ decided: 0 });
  });

  it('looks at all of them when the schedules may have changed', async () => {
    await sweep();
    expect(await sweep({ blueprintHash: 'b' })).toMatchObject({ decided: 1 });
    expect(environments.registry).toEqual({ blueprintHash: 'b', undecided: [] });
  });

  it('looks again at what it could not decide, and at nothing else for its sake', async () => {
    const blueprint = aBlueprint([], {
      environments: { staging: anEnvironment(), test: anEnvironment({ id: 'test' }) },
    });
    environments.unreadable.set('test', new RubatoError('StateUnreadable', 'item ENV#test STATE is broken'));
    expect(await sweep({ blueprint })).toMatchObject({ decided: 1, failed: 1 });
    expect(environments.registry).toEqual({ blueprintHash: 'a', undecided: ['test'] });
    await expect(sweep({ blueprint })).rejects.toThrow('ENV#test STATE is broken');
    expect(environments.states.get('staging')).toMatchObject({ revision: 1 });

    environments.unreadable.clear(); // Somebody has deleted the item.
    expect(await sweep({ blueprint })).toMatchObject({ decided: 1, failed: 0 });
    expect(environments.registry).toEqual({ blueprintHash: 'a', undecided: [] });
  });

  it('looks again at what another writer came first to', async () => {
    const record = environments.record.bind(environments);
    environments.record = async () => {
      throw new RubatoError('StaleEnvironment', 'staging was written');
    };
    expect(await sweep()).toMatchObject({ stale: 1 });
    environments.record = record;
    expect(await sweep()).toMatchObject({ decided: 1 });
    expect(await sweep()).toMatchObject({ decided: 0 });
  });

  it('moves the next look to the edges of a changed schedule at once', async () => {
    clock.atMs = Date.UTC(2026, 0, 5, 12);
    await sweep();
    expect(environments.states.get('staging')?.nextDueAtMs).toBe(Date.UTC(2026, 0, 5, 19));
    const blueprint = aBlueprint([], {
      schedules: { 'office-hours': scheduleOf({ days: 'mon-fri', begin: '08:00', end: '15:00' }) },
    });
    await sweep({ blueprint, blueprintHash: 'b', scheduleHashes: { staging: 'shorter' } });
    expect(environments.states.get('staging')?.nextDueAtMs).toBe(Date.UTC(2026, 0, 5, 14));
  });

  it('wakes an environment whose schedule was taken away', async () => {
    environments.states.set(
      'staging',
      anEnvironmentState({ phase: 'asleep', leaseUntilMs: null, override: null, revision: 4, scheduleHash: 'office' }),
    );
    const blueprint = aBlueprint([], { environments: { staging: anEnvironment({ schedule: null }) } });
    await sweep({ blueprint, scheduleHashes: { staging: 'none' } });
    expect(workflows.started).toMatchObject([{ workflow: 'wake-environment' }]);
  });

  it('leaves an environment alone that the blueprint no longer names, and asks for it no more', async () => {
    environments.states.set('gone', anEnvironmentState({ environmentId: 'gone', nextDueAtMs: 0 }));
    await sweep();
    expect(await environments.dueIds(EVENING_MS)).toEqual(['gone']);
    expect(await sweep()).toMatchObject({ decided: 0, failed: 0 });
    expect(environments.states.get('gone')).toMatchObject({ phase: 'falling-asleep', epoch: 3 });
    expect(await environments.dueIds(EVENING_MS)).toEqual([]);
  });

  it('decides an environment again that is back in the blueprint', async () => {
    environments.states.set('staging', anEnvironmentState({ nextDueAtMs: 0, revision: 1 }));
    environments.registry = { blueprintHash: 'a', undecided: [] };
    await sweep({ blueprint: aBlueprint([], { environments: {} }) });
    expect(await environments.dueIds(EVENING_MS)).toEqual([]);
    expect(await sweep({ blueprintHash: 'b' })).toMatchObject({ decided: 1, failed: 0 });
    clock.atMs = Date.UTC(2026, 0, 6, 7);
    expect(await environments.dueIds(clock.atMs)).toEqual(['staging']);
  });

  it('reads the switch and nothing else when it is off', async () => {
    environments.mode = 'off';
    expect(await sweep()).toMatchObject({ mode: 'off', decided: 0 });
    expect([environments.queries, environments.states.size, environments.registry]).toEqual([0, 0, null]);
  });

  it('starts nothing in a dry run', async () => {
    environments.mode = 'dry-run';
    await sweep();
    expect(workflows.started).toEqual([]);
    expect(environments.trail).toMatchObject([{ action: 'hold', reason: 'dry-run' }]);
  });

  it('wakes in the morning what it put to sleep in the evening', async () => {
    await sweep();
    const state = environments.states.get('staging') ?? anEnvironmentState();
    environments.states.set('staging', { ...state, phase: 'asleep', leaseUntilMs: null });
    clock.atMs = Date.UTC(2026, 0, 6, 7);
    await sweep();
    expect(workflows.started.map(({ workflow, name }) => [workflow, name])).toEqual([
      ['sleep-environment', `staging-${EVENING_S}-1`],
      ['wake-environment', `staging-${clock.atMs / 1000}-1`],
    ]);
  });

  describe('that wakes tiers', () => {
    const match = { name: 'match', startMs: EVENING_MS, endMs: EVENING_MS + 24 * 60 * MINUTE_MS, size: 9 };
    const shop = aTier({ id: 'shop', group: 'staging-web', min: 1, max: 20, events: [match] });
    const other = aTier({ id: 'other', group: 'other', events: [match] });
    const office = aTier({ id: 'office', group: 'staging-office' });
    const blueprint = aBlueprint([shop, other, office]);

    beforeEach(() => {
      const asleep = { phase: 'asleep', leaseUntilMs: null, override: null, revision: 4 } as const;
      environments.states.set('staging', anEnvironmentState({ ...asleep, scheduleHash: 'office' }));
      environments.registry = { blueprintHash: 'a', undecided: [] };
      clock.atMs = Date.UTC(2026, 0, 6, 7);
      for (const id of ['shop', 'office']) tiers.suspend(id, 'staging');
    });

    it('starts with what is forecast for those that it put to sleep, and records why', async () => {
      const recorded: EnvironmentResult[] = [];
      const record = environments.record.bind(environments);
      environments.record = (result, mode, nowMs) => {
        recorded.push(result);
        return record(result, mode, nowMs);
      };
      await sweep({ blueprint });
      expect(workflows.started).toMatchObject([
        { workflow: 'wake-environment', input: { forecasts: { 'staging-web': 9 } } },
      ]);
      expect(recorded[0]?.inputs).toMatchObject({
        forecasts: { 'staging-web': { size: 9, text: 'event match wants at least 9 until 2026-01-06T20:00:00.000Z' } },
      });
    });

    it('wakes them with what they had when nothing of them can be read, and tells so', async () => {
      tiers.unreadable.set('shop', new RubatoError('StateUnreadable', 'item TIER#shop STATE is broken'));
      await sweep({ blueprint });
      tiers.load = () => Promise.reject(new Error('throttled'));
      environments.registry = null;
      clock.atMs += 60 * MINUTE_MS;
      await sweep({ blueprint });
      expect(workflows.started).toMatchObject([{ input: { forecasts: {} } }, { input: { forecasts: {} } }]);
      expect(log.lines.filter(({ level }) => level === 'error')).toMatchObject([
        { message: 'no forecast for a wake', fields: { tierId: 'shop' } },
        { message: 'no forecast for a wake', fields: { environmentId: 'staging' } },
      ]);
    });

    it('reads no tier for an environment that is awake', async () => {
      environments.states.set(
        'staging',
        anEnvironmentState({ phase: 'awake', override: null, scheduleHash: 'office' }),
      );
      await sweep({ blueprint });
      expect(tiers.loads).toBe(0);
    });
  });
});
