import { environmentStoreContract } from '../../contracts/environment-store.contract.ts';
import { healingStoreContract } from '../../contracts/healing-store.contract.ts';
import { savedSizesContract } from '../../contracts/saved-sizes.contract.ts';
import { tierStoreContract } from '../../contracts/tier-store.contract.ts';
import { MemoryEnvironmentStore, MemorySavedSizes } from '../../fakes/memory-environment-store.ts';
import { MemoryHealingStore } from '../../fakes/memory-healing-store.ts';
import { MemoryTierStore } from '../../fakes/memory-tier-store.ts';

tierStoreContract('in memory', async () => {
  const store = new MemoryTierStore();
  return {
    store,
    throwSwitch: (mode) => store.throwSwitch(mode),
    suspend: async (tierId, by) => store.suspend(tierId, by),
    trail: async (tierId) => store.trail.filter((entry) => entry.tierId === tierId),
  };
});

environmentStoreContract('in memory', async () => {
  const store = new MemoryEnvironmentStore();
  return {
    store,
    throwSwitch: (mode) => store.throwSwitch(mode),
    trail: async (id) => store.trail.filter((entry) => entry.environmentId === id),
  };
});

savedSizesContract('in memory', async () => {
  const store = new MemorySavedSizes();
  return { store, begin: async (epoch) => void store.environments.set('staging', { epoch, sizes: {} }) };
});

healingStoreContract('in memory', async () => {
  const store = new MemoryHealingStore();
  return {
    store,
    throwSwitch: (mode) => store.throwSwitch(mode),
    suspend: async (tierId) => void store.suspended.add(tierId),
    trail: async (tierId) => store.trail.filter((entry) => entry.tierId === tierId),
  };
});
