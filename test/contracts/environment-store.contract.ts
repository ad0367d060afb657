import { describe, expect, it } from 'vitest';
import { newEnvironmentState } from '../../core/environment/decide-environment.ts';
import type { EnvironmentStore } from '../../functions/ports/environment-store.ts';
import { anEnvironmentHold, anEnvironmentState, NOW_MS } from '../fakes/builders.ts';
import type { TrailEntry } from '../fakes/memory-trail.ts';

export interface EnvironmentStoreWorld {
  readonly store: EnvironmentStore;
  throwSwitch(mode: string): Promise<void>;
  trail(environmentId: string): Promise<readonly TrailEntry[]>;
}

/** What every EnvironmentStore holds to; `open` makes an empty one. */
export const environmentStoreContract = (name: string, open: () => Promise<EnvironmentStoreWorld>): void => {
  describe(`EnvironmentStore contract: ${name}`, () => {
    it('has nothing of an environment that was never stored', async () => {
      const { store } = await open();
      expect((await store.load(['staging'])).states.size).toBe(0);
      expect(await store.dueIds(NOW_MS)).toEqual([]);
    });

    it('gives back all of what was recorded, one revision on', async () => {
      const { store } = await open();
      const next = anEnvironmentState({ phase: 'blocked', blockedReason: 'not-empty', blockedAtMs: NOW_MS });
      await store.record(anEnvironmentHold(next), 'on', NOW_MS);
      expect((await store.load(['staging'])).states.get('staging')).toEqual({ ...next, revision: 1 });
    });

    it('gives back a state in which everything optional is absent', async () => {
      const { store } = await open();
      const next = newEnvironmentState('staging', NOW_MS);
      await store.record(anEnvironmentHold(next), 'on', NOW_MS);
      expect((await store.load(['staging'])).states.get('staging')).toEqual({ ...next, revision: 1 });
    });

    it('lets only one of two writers record over the same revision', async () => {
      const { store, trail } = await open();
      const result = anEnvironmentHold(anEnvironmentState(), { isRecorded: true });
      await store.record(result, 'on', NOW_MS);
      await expect(store.record(result, 'on', NOW_MS)).rejects.toMatchObject({ name: 'StaleEnvironment' });
      expect(await trail('staging')).toMatchObject([{ action: 'hold', reason: 'as-wanted' }]);
    });

    it('tells which environments are due', async () => {
      const { store } = await open();
      for (const [environmentId, nextDueAtMs] of [
        ['past', NOW_MS - 1],
        ['now', NOW_MS],
        ['later', NOW_MS + 1],
      ] as const) {
        await store.record(anEnvironmentHold(anEnvironmentState({ environmentId, nextDueAtMs })), 'on', NOW_MS);
      }
      expect(new Set(await store.dueIds(NOW_MS))).toEqual(new Set(['past', 'now']));
    });

    it('keeps what is retired, and tells it as due no more until it is recorded again', async () => {
      const { store } = await open();
      const state = anEnvironmentState({ nextDueAtMs: NOW_MS });
      await store.record(anEnvironmentHold(state), 'on', NOW_MS);
      await store.retire(['staging', 'never-stored']);
      await store.retire(['staging']);
      expect(await store.dueIds(NOW_MS)).toEqual([]);
      const kept = (await store.load(['staging'])).states.get('staging');
      expect(kept).toMatchObject({ ...state, revision: expect.any(Number) });
      expect((await store.load(['never-stored'])).states.size).toBe(0);

      await store.record(anEnvironmentHold({ ...state, revision: kept?.revision ?? 0 }), 'on', NOW_MS);
      expect(await store.dueIds(NOW_MS)).toEqual(['staging']);
    });

    it('remembers the switch and which blueprint is registered', async () => {
      const { store, throwSwitch } = await open();
      expect(await store.loadSwitch()).toEqual({ mode: null, registry: null });
      const registry = { blueprintHash: 'f00d', undecided: ['staging'] };
      await store.register(registry);
      await throwSwitch('perhaps');
      expect(await store.loadSwitch()).toEqual({ mode: { unknown: 'perhaps' }, registry });
    });
  });
};
