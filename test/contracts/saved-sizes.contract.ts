import { describe, expect, it } from 'vitest';
import type { SavedSizes } from '../../functions/ports/environment-store.ts';

export interface SavedSizesWorld {
  readonly store: SavedSizes;
  /** Store the environment `staging` in an epoch, with nothing saved. */
  begin(epoch: number): Promise<void>;
}

const WEB = { min: 1, max: 5, desired: 3 };
const APP = { min: 2, max: 4, desired: 2 };
const ZERO = { min: 0, max: 5, desired: 0 };

/** What every SavedSizes holds to; `open` makes an empty one. */
export const savedSizesContract = (name: string, open: () => Promise<SavedSizesWorld>): void => {
  describe(`SavedSizes contract: ${name}`, () => {
    it('gives back exactly what was saved', async () => {
      const { store, begin } = await open();
      await begin(3);
      expect(await store.saveOnce('staging', 3, { web: WEB, app: APP })).toEqual({ web: WEB, app: APP });
      expect(await store.load('staging')).toEqual({ web: WEB, app: APP });
    });

    it('never overwrites what a first sleep saved', async () => {
      const { store, begin } = await open();
      await begin(3);
      await store.saveOnce('staging', 3, { web: WEB });
      expect(await store.saveOnce('staging', 3, { web: APP, app: APP })).toEqual({ web: WEB, app: APP });
    });

    it('never saves a size of zero', async () => {
      const { store, begin } = await open();
      await begin(3);
      expect(await store.saveOnce('staging', 3, { web: ZERO })).toEqual({});
    });

    it('saves nothing for an epoch that is over', async () => {
      const { store, begin } = await open();
      await begin(4);
      await expect(store.saveOnce('staging', 3, { web: WEB })).rejects.toMatchObject({ name: 'StaleEnvironment' });
      expect(await store.load('staging')).toEqual({});
    });

    it('knows no environment without an item', async () => {
      const { store } = await open();
      await expect(store.load('staging')).rejects.toMatchObject({ name: 'EnvironmentNotFound' });
      await expect(store.saveOnce('staging', 1, {})).rejects.toMatchObject({ name: 'EnvironmentNotFound' });
    });
  });
};
