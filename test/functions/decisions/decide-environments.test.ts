import { beforeEach, describe, expect, it } from 'vitest';
import type { Schedule } from '../../../core/blueprint/model.ts';
import { parsePeriod } from '../../../core/blueprint/parse-period.ts';
import { RubatoError } from '../../../core/errors.ts';
import { decideEnvironments, type EnvironmentCare } from '../../../functions/decisions/decide-environments.ts';
import { aBlueprint, anEnvironment, anEnvironmentState, MINUTE_MS } from '../../fakes/builders.ts';
import { FixedClock } from '../../fakes/fixed-clock.ts';
import { MemoryEnvironmentStore } from '../../fakes/memory-environment-store.ts';
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
  const sweep = (changes: Partial<EnvironmentCare> = {}) =>
    decideEnvironments(
      {
        blueprint: aBlueprint(),
        blueprintHash: 'a',
        scheduleHashes: { staging: 'office' },
        clock,
        environments,
        workflows,
        ...changes,
      },
      new RecordingLog(),
    );

  beforeEach(() => {
    clock = new FixedClock();
    clock.atMs = EVENING_MS;
    environments = new MemoryEnvironmentStore();
    workflows = new RecordingWorkflows();
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
        input: { environmentId: 'staging', epoch: EVENING_S, attempt: 1, stageDeadlineSeconds: 900, leaseSeconds: 500 },
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
});
