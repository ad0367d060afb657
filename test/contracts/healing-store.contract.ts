import { describe, expect, it } from 'vitest';
import { newHealingState } from '../../core/healing/decide-heal.ts';
import type { HealingStore } from '../../functions/ports/healing-store.ts';
import { aHealingHold, aHealingState, NOW_MS } from '../fakes/builders.ts';
import type { TrailEntry } from '../fakes/memory-trail.ts';

export interface HealingStoreWorld {
  readonly store: HealingStore;
  throwSwitch(mode: string): Promise<void>;
  suspend(tierId: string, by: string): Promise<void>;
  trail(tierId: string): Promise<readonly TrailEntry[]>;
}

/** What every HealingStore holds to; `open` makes an empty one. */
export const healingStoreContract = (name: string, open: () => Promise<HealingStoreWorld>): void => {
  describe(`HealingStore contract: ${name}`, () => {
    it('gives a tier that was never looked at revision 0', async () => {
      const { store } = await open();
      const { tiers } = await store.load(['web']);
      expect(tiers.get('web')).toEqual({ state: newHealingState('web'), isSuspended: false });
    });

    it('gives back all of what was recorded, one revision on', async () => {
      const { store } = await open();
      const next = aHealingState();
      await store.record(aHealingHold(next), 'on', NOW_MS);
      expect((await store.load(['web'])).tiers.get('web')?.state).toEqual({ ...next, revision: 1 });
    });

    it('lets only one of two writers record over the same revision', async () => {
      const { store, trail } = await open();
      const result = aHealingHold(aHealingState(), { isRecorded: true });
      await store.record(result, 'on', NOW_MS);
      await expect(store.record(result, 'on', NOW_MS)).rejects.toMatchObject({ name: 'StaleHealing' });
      expect(await trail('web')).toMatchObject([{ action: 'hold', reason: 'healthy' }]);
    });

    it('tells that a tier is suspended', async () => {
      const { store, suspend } = await open();
      await suspend('web', 'staging');
      const { tiers } = await store.load(['api', 'web']);
      expect([...tiers].map(([id, { isSuspended }]) => [id, isSuspended])).toEqual([
        ['api', false],
        ['web', true],
      ]);
    });

    it('reads the switch alone when asked for no tier', async () => {
      const { store, throwSwitch } = await open();
      await throwSwitch('off');
      const shard = await store.load([]);
      expect([shard.mode, shard.tiers.size]).toEqual(['off', 0]);
    });
  });
};
