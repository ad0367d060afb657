import { describe, expect, it } from 'vitest';
import { DynamoEnvironmentStore } from '../../../functions/adapters/dynamo-environment-store.ts';
import { DynamoHealingStore } from '../../../functions/adapters/dynamo-healing-store.ts';
import { DynamoSavedSizes } from '../../../functions/adapters/dynamo-saved-sizes.ts';
import { DynamoTierStore } from '../../../functions/adapters/dynamo-tier-store.ts';
import { embeddedTable } from '../../contracts/embedded-table.ts';
import { environmentStoreContract } from '../../contracts/environment-store.contract.ts';
import { healingStoreContract } from '../../contracts/healing-store.contract.ts';
import { savedSizesContract } from '../../contracts/saved-sizes.contract.ts';
import { tierStoreContract } from '../../contracts/tier-store.contract.ts';
import { anEnvironmentHold, anEnvironmentState, NOW_MS } from '../../fakes/builders.ts';

tierStoreContract('DynamoDB', async () => {
  const { table, throwSwitch, suspend, trail } = await embeddedTable();
  return { store: new DynamoTierStore(table), throwSwitch, suspend, trail: (id) => trail(`TIER#${id}`) };
});

environmentStoreContract('DynamoDB', async () => {
  const { table, throwSwitch, trail } = await embeddedTable();
  return { store: new DynamoEnvironmentStore(table), throwSwitch, trail: (id) => trail(`ENV#${id}`) };
});

savedSizesContract('DynamoDB', async () => {
  const { table } = await embeddedTable();
  const environments = new DynamoEnvironmentStore(table);
  return {
    store: new DynamoSavedSizes(table),
    begin: (epoch) =>
      environments.record(anEnvironmentHold(anEnvironmentState({ epoch, savedSizes: {} })), 'on', NOW_MS),
  };
});

healingStoreContract('DynamoDB', async () => {
  const { table, throwSwitch, suspend, trail } = await embeddedTable();
  return { store: new DynamoHealingStore(table), throwSwitch, suspend, trail: (id) => trail(`TIER#${id}`) };
});

describe('an item that cannot be understood', () => {
  it('fails its own tier, naming item and attribute, and no other', async () => {
    const { table, put } = await embeddedTable();
    await put({ pk: 'TIER#bad', sk: 'STATE', revision: 3, targetVersion: 'seven' });
    const { states, unreadable } = await new DynamoTierStore(table).load(['bad', 'good']);
    expect([...states.keys()]).toEqual(['good']);
    expect(unreadable.get('bad')).toMatchObject({
      name: 'StateUnreadable',
      message: expect.stringMatching(/TIER#bad STATE, attribute targetVersion/),
    });
  });
});
