import { describe, expect, it } from 'vitest';
import type { TierState } from '../../core/scaling/model.ts';
import type { TierStore } from '../../functions/ports/tier-store.ts';
import { aHold, aTierState, LOAD_BALANCER, NOW_MS } from '../fakes/builders.ts';
import type { TrailEntry } from '../fakes/memory-trail.ts';

export interface TierStoreWorld {
  readonly store: TierStore;
  throwSwitch(mode: string): Promise<void>;
  /** What sleep-environment does to a tier. */
  suspend(tierId: string, by: string): Promise<void>;
  trail(tierId: string): Promise<readonly TrailEntry[]>;
}

/** What every TierStore holds to; `open` makes an empty one. */
export const tierStoreContract = (name: string, open: () => Promise<TierStoreWorld>): void => {
  describe(`TierStore contract: ${name}`, () => {
    const loadOne = async (store: TierStore, tierId = 'web') => {
      const state = (await store.load([tierId])).states.get(tierId);
      if (state === undefined) throw new Error(`no state of ${tierId}`);
      return state;
    };

    it('gives a tier that was never stored revision 0 and no target', async () => {
      const { store } = await open();
      expect(await loadOne(store)).toMatchObject({ tierId: 'web', revision: 0, target: null, targetVersion: 0 });
    });

    it('gives back all of what was recorded, one revision on', async () => {
      const { store } = await open();
      const next = aTierState();
      await store.record(aHold(next), 'on', NOW_MS);
      expect(await loadOne(store)).toEqual({ ...next, revision: 1 });
    });

    it('gives back a state in which everything optional is absent', async () => {
      const { store } = await open();
      const next = { ...(await loadOne(store)), lastReason: 'no-data' };
      await store.record(aHold(next), 'on', NOW_MS);
      expect(await loadOne(store)).toEqual({ ...next, revision: 1 });
    });

    it('lets only one of two writers record over the same revision', async () => {
      const { store } = await open();
      const seen = await loadOne(store);
      await store.record(aHold(seen), 'on', NOW_MS);
      await expect(store.record(aHold(seen), 'on', NOW_MS)).rejects.toMatchObject({ name: 'StaleTier' });
    });

    it('refuses a decision made before a state machine wrote, and keeps what that wrote', async () => {
      const { store, suspend } = await open();
      await store.record(aHold(aTierState()), 'on', NOW_MS);
      const seen = await loadOne(store);
      await suspend('web', 'staging');
      await expect(store.record(aHold(seen), 'on', NOW_MS)).rejects.toMatchObject({ name: 'StaleTier' });
      const { suspendedBy, targetVersion, loadBalancer } = await loadOne(store);
      expect({ suspendedBy, targetVersion, loadBalancer }).toEqual({
        suspendedBy: 'staging',
        targetVersion: seen.targetVersion + 1,
        loadBalancer: LOAD_BALANCER,
      });
    });

    it('reads a tier that a state machine stored before its first look', async () => {
      const { store, suspend } = await open();
      await suspend('web', 'staging');
      expect(await loadOne(store)).toMatchObject({
        revision: 1,
        targetVersion: 1,
        suspendedBy: 'staging',
        target: null,
      });
    });

    it('keeps a decision in the trail when it is worth recording, and only then', async () => {
      const { store, trail } = await open();
      await store.record(aHold(await loadOne(store)), 'on', NOW_MS);
      expect(await trail('web')).toEqual([]);
      await store.record(aHold(await loadOne(store), { isRecorded: true }), 'on', NOW_MS);
      expect(await trail('web')).toMatchObject([{ action: 'hold', reason: 'on-target' }]);
    });

    it('keeps no decision of a writer that lost', async () => {
      const { store, trail } = await open();
      const seen = await loadOne(store);
      await store.record(aHold(seen), 'on', NOW_MS);
      await expect(store.record(aHold(seen, { isRecorded: true }), 'on', NOW_MS)).rejects.toThrow();
      expect(await trail('web')).toEqual([]);
    });

    it('keeps figures that are no numbers out of nobody’s way', async () => {
      const { store, trail } = await open();
      const result = aHold(await loadOne(store), { isRecorded: true, inputs: { load: Number.NaN, rest: undefined } });
      await store.record(result, 'on', NOW_MS);
      expect(await trail('web')).toHaveLength(1);
    });

    const season = Uint8Array.of(1, 17, 255);
    const aSeasonOf = (next: TierState) => aHold({ ...next, seasonHour: 490_000 }, { season, isRecorded: true });

    it('gives back a season that was recorded, and keeps it while later decisions have none to store', async () => {
      const { store, trail } = await open();
      await store.record(aSeasonOf(await loadOne(store)), 'on', NOW_MS);
      expect((await store.load(['web'])).seasons).toEqual(new Map([['web', season]]));
      const seen = await loadOne(store);
      expect(seen.seasonHour).toBe(490_000);
      await store.record(aHold(seen), 'on', NOW_MS);
      expect((await store.load(['web', 'api'])).seasons).toEqual(new Map([['web', season]]));
      expect(await trail('web')).toHaveLength(1);
    });

    it('gives back the newer season to a reader who has seen the older one', async () => {
      const { store } = await open();
      await store.record(aSeasonOf(await loadOne(store)), 'on', NOW_MS);
      const seen = await loadOne(store);
      const newer = Uint8Array.of(1, 17, 0);
      await store.record(aHold({ ...seen, seasonHour: 490_001 }, { season: newer }), 'on', NOW_MS);
      expect((await store.load(['web'])).seasons.get('web')).toEqual(newer);
    });

    it('keeps no season of a writer that lost', async () => {
      const { store } = await open();
      const seen = await loadOne(store);
      await store.record(aHold(seen), 'on', NOW_MS);
      await expect(store.record(aSeasonOf(seen), 'on', NOW_MS)).rejects.toMatchObject({ name: 'StaleTier' });
      expect((await store.load(['web'])).seasons.size).toBe(0);
    });

    it.each([
      { thrown: null, mode: null },
      { thrown: 'on', mode: 'on' },
      { thrown: 'dry-run', mode: 'dry-run' },
      { thrown: 'off', mode: 'off' },
      { thrown: 'perhaps', mode: { unknown: 'perhaps' } },
    ])('reads a switch at $thrown as $mode', async ({ thrown, mode }) => {
      const { store, throwSwitch } = await open();
      if (thrown !== null) await throwSwitch(thrown);
      expect((await store.load(['web'])).mode).toEqual(mode);
    });

    it('reads more tiers than one call can take', async () => {
      const { store } = await open();
      const ids = Array.from({ length: 230 }, (_, index) => `tier-${index}`);
      await store.record(aHold({ ...aTierState(), tierId: 'tier-229' }), 'on', NOW_MS);
      const { states } = await store.load(ids);
      expect([...states.keys()]).toEqual(ids);
      expect(states.get('tier-229')?.revision).toBe(1);
      expect(states.get('tier-0')?.revision).toBe(0);
    });
  });
};
